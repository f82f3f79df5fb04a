package dev.tapbench.parties.inspection;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.crypto.BadSignatureException;
import dev.tapbench.emv.crypto.CaKey;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.emv.crypto.CertificateBody;
import dev.tapbench.emv.crypto.CertificateBody.Kind;
import dev.tapbench.emv.crypto.Rsa;
import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of an application, opened one after the other as far as they open (EMV Book 2, 5 and 6). Whether what is in
 * them is right is for the rules.
 *
 * @param ca the key that 8F names, if it is known
 * @param issuer absent where the card has none, or nothing to open it with
 * @param icc likewise
 */
public record CertificateChain(Optional<CaKey> ca, Optional<Opened> issuer, Optional<Opened> icc) {
    private static final int RID_LENGTH = 5;

    /**
     * A certificate under its signer's key.
     *
     * @param signer the key it is opened with
     * @param certificate as the card gives it
     * @param body what it says; absent where it does not open
     * @param problem why it does not open, or why there is no key in it; empty where all is well
     * @param key the certified key; absent where there is none
     */
    public record Opened(
            RSAPublicKey signer,
            Certificate certificate,
            Optional<CertificateBody> body,
            String problem,
            Optional<RSAPublicKey> key) {
        static Opened of(Kind kind, RSAPublicKey signer, Certificate certificate) {
            Optional<CertificateBody> body = Optional.empty();
            try {
                CertificateBody opened = CertificateBody.recover(kind, signer, certificate.certificate());
                body = Optional.of(opened);
                RSAPublicKey key = Rsa.publicKey(opened.modulus(certificate.remainder()), certificate.exponent());
                return new Opened(signer, certificate, body, "", Optional.of(key));
            } catch (BadSignatureException | EmvDataException e) {
                return new Opened(signer, certificate, body, String.valueOf(e.getMessage()), Optional.empty());
            }
        }
    }

    static CertificateChain of(SeenApplication application, List<CaKey> known) {
        Optional<CaKey> ca = application
                .value(Tags.CA_KEY_INDEX)
                .filter(index -> index.length() == 1 && application.name().length() >= RID_LENGTH)
                .flatMap(index -> known.stream()
                        .filter(key -> key.index() == index.at(0)
                                && key.rid().equals(application.name().slice(0, RID_LENGTH)))
                        .findFirst());
        Optional<Opened> issuer = ca.flatMap(key -> certificate(
                        application, Tags.ISSUER_CERTIFICATE, Tags.ISSUER_KEY_REMAINDER, Tags.ISSUER_KEY_EXPONENT)
                .map(certificate -> Opened.of(Kind.ISSUER, key.key(), certificate)));
        Optional<Opened> icc = issuer.flatMap(Opened::key)
                .flatMap(key -> certificate(
                                application, Tags.ICC_CERTIFICATE, Tags.ICC_KEY_REMAINDER, Tags.ICC_KEY_EXPONENT)
                        .map(certificate -> Opened.of(Kind.ICC, key, certificate)));
        return new CertificateChain(ca, issuer, icc);
    }

    private static Optional<Certificate> certificate(
            SeenApplication application, int certificate, int remainder, int exponent) {
        return application
                .value(certificate)
                .flatMap(value -> application
                        .value(exponent)
                        .map(e -> new Certificate(
                                value, application.value(remainder).orElse(Bytes.empty()), e)));
    }
}

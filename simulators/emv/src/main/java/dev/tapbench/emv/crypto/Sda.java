package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.security.interfaces.RSAPublicKey;

/** Static data authentication: the issuer signs what a card's records say (EMV Book 2, 5). */
public final class Sda {
    private Sda() {}

    /** What came of the check. */
    public sealed interface Result {
        /** Whether the signature holds. */
        default boolean valid() {
            return this instanceof Valid;
        }
    }

    /**
     * The signature holds.
     *
     * @param authenticationCode data authentication code, 2 bytes: the value of 9F45
     */
    public record Valid(Bytes authenticationCode) implements Result {}

    /**
     * It does not.
     *
     * @param reason what was expected, what came, and the clause
     */
    public record Invalid(String reason) implements Result {}

    /**
     * Signs the static data of a card (EMV Book 2, 5.1, table 3).
     *
     * @param issuer RSA key in the module
     * @param authenticationCode data authentication code, 2 bytes, chosen by the issuer
     * @param staticData the static data to be authenticated (EMV Book 3, 10.3)
     * @return 93, as long as the issuer's modulus
     * @throws IllegalArgumentException when the code has another length
     */
    public static Bytes sign(Hsm hsm, KeyLabel issuer, Bytes authenticationCode, Bytes staticData) {
        if (authenticationCode.length() != SignedStaticData.CODE_LENGTH) {
            throw new IllegalArgumentException(
                    "a data authentication code has 2 bytes, not " + authenticationCode.length());
        }
        int room = Rsa.length(hsm.rsaPublic(issuer)) - SignedBlock.OVERHEAD;
        Bytes covered = SignedBlock.padded(
                Bytes.concat(Bytes.of(SignedKind.STATIC_DATA.format(), SignedBlock.SHA_1), authenticationCode),
                room,
                "static data to sign");
        return SignedBlock.sign(hsm, issuer, covered, staticData);
    }

    /**
     * Checks signed static application data (EMV Book 2, 5.4, steps 1 to 7).
     *
     * @param issuer the issuer's key, from a checked certificate
     * @param signature 93
     * @param staticData the static data to be authenticated (EMV Book 3, 10.3)
     */
    public static Result verify(RSAPublicKey issuer, Bytes signature, Bytes staticData) {
        try {
            SignedStaticData signed = SignedStaticData.recover(issuer, signature);
            if (!signed.hash().equals(signed.expectedHash(staticData))) {
                throw new BadSignatureException(
                        SignedKind.STATIC_DATA, "carries a hash of other static data than the card shows");
            }
            return new Valid(signed.authenticationCode());
        } catch (BadSignatureException e) {
            return new Invalid(String.valueOf(e.getMessage()));
        }
    }
}

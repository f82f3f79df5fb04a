package dev.tapbench.emv.crypto;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.crypto.CertificateBody.Kind;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.security.interfaces.RSAPublicKey;
import java.time.LocalDate;
import java.time.YearMonth;

/** Issuer and ICC public key certificates: signed by the hosts, opened and checked by the terminal (EMV Book 2, 5 and 6). */
public final class Certificates {
    private Certificates() {}

    /**
     * Signs an issuer's key with the certification authority's (EMV Book 2, 5.1, table 2).
     *
     * @param issuerIdentifier the leftmost 3 to 8 digits of the PANs
     * @param expires last month of validity
     * @param serial 3 bytes
     */
    public static Certificate signIssuer(
            Hsm hsm, KeyLabel ca, String issuerIdentifier, YearMonth expires, Bytes serial, RSAPublicKey issuerKey) {
        if (!issuerIdentifier.matches("[0-9]{3,8}")) {
            throw new IllegalArgumentException(
                    "issuer identifier '" + issuerIdentifier + "': expected 3 to 8 digits (EMV Book 2, 5.1)");
        }
        return sign(hsm, ca, Kind.ISSUER, issuerIdentifier, expires, serial, issuerKey, Bytes.empty());
    }

    /**
     * Signs a card's key with the issuer's (EMV Book 2, 6.1, table 10).
     *
     * @param expires last month of validity
     * @param serial 3 bytes
     * @param staticData the static data to be authenticated (EMV Book 3, 10.3): records of the AFL, and the AIP where 9F4A says
     *     so
     */
    public static Certificate signIcc(
            Hsm hsm, KeyLabel issuer, Pan pan, YearMonth expires, Bytes serial, RSAPublicKey iccKey, Bytes staticData) {
        return sign(hsm, issuer, Kind.ICC, pan.digits(), expires, serial, iccKey, staticData);
    }

    private static Certificate sign(
            Hsm hsm,
            KeyLabel signer,
            Kind kind,
            String identifier,
            YearMonth expires,
            Bytes serial,
            RSAPublicKey key,
            Bytes staticData) {
        if (serial.length() != 3) {
            throw new IllegalArgumentException("a certificate serial number has 3 bytes, not " + serial.length());
        }
        int signerLength = Rsa.length(hsm.rsaPublic(signer));
        int keyLength = Rsa.length(key);
        if (keyLength > signerLength) {
            throw new IllegalArgumentException("a key of " + keyLength + " bytes cannot be signed with one of "
                    + signerLength + " (" + kind.signed().clause() + ")");
        }
        CertificateBody body = CertificateBody.toSign(kind, signerLength, identifier, expires, serial, key);
        int fits = signerLength - kind.overhead();
        Bytes remainder = keyLength <= fits ? Bytes.empty() : Rsa.modulus(key).from(fits);
        Bytes exponent = Rsa.exponent(key);
        Bytes unsigned = Bytes.concat(remainder, exponent, staticData);
        return new Certificate(SignedBlock.sign(hsm, signer, body.covered(), unsigned), remainder, exponent);
    }

    /**
     * Opens and checks an issuer certificate (EMV Book 2, 5.3, steps 1 to 12).
     *
     * @param pan of the card: the identifier must be its beginning
     * @param today must not be after the last month of validity
     */
    public static Recovery checkIssuer(RSAPublicKey ca, Certificate certificate, Pan pan, LocalDate today) {
        Recovery recovery = open(Kind.ISSUER, ca, certificate, Bytes.empty(), today);
        if (!(recovery instanceof Recovery.Valid valid)) {
            return recovery;
        }
        if (!valid.identifier().matches("[0-9]{3,8}")) {
            return invalid(Kind.ISSUER, "names the issuer '" + valid.identifier() + "', expected 3 to 8 digits");
        }
        if (!pan.digits().startsWith(valid.identifier())) {
            return invalid(
                    Kind.ISSUER,
                    "is of issuer " + valid.identifier() + ", the PAN begins "
                            + pan.digits().substring(0, 6));
        }
        return recovery;
    }

    /**
     * Opens and checks an ICC certificate (EMV Book 2, 6.4, steps 1 to 11).
     *
     * @param staticData the static data to be authenticated (EMV Book 3, 10.3)
     * @param pan of the card: the certificate must name it
     * @param today must not be after the last month of validity
     */
    public static Recovery checkIcc(
            RSAPublicKey issuer, Certificate certificate, Bytes staticData, Pan pan, LocalDate today) {
        Recovery recovery = open(Kind.ICC, issuer, certificate, staticData, today);
        if (recovery instanceof Recovery.Valid valid && !pan.digits().equals(valid.identifier())) {
            return invalid(Kind.ICC, "names another PAN than the card");
        }
        return recovery;
    }

    private static Recovery open(
            Kind kind, RSAPublicKey signer, Certificate certificate, Bytes staticData, LocalDate today) {
        try {
            CertificateBody body = CertificateBody.recover(kind, signer, certificate.certificate());
            Bytes modulus = body.modulus(certificate.remainder());
            if (body.exponentLength() != certificate.exponent().length()) {
                return invalid(
                        kind,
                        "is for an exponent of " + body.exponentLength() + " bytes, the card gives "
                                + certificate.exponent().length());
            }
            if (!body.hash().equals(body.expectedHash(certificate.remainder(), certificate.exponent(), staticData))) {
                return invalid(kind, "carries a hash of other data than the card shows");
            }
            YearMonth expires = body.expires();
            if (expires.isBefore(YearMonth.from(today))) {
                return invalid(kind, "expired with " + expires + ", today is " + today);
            }
            return new Recovery.Valid(
                    Rsa.publicKey(modulus, certificate.exponent()), body.identifier(), expires, body.serial());
        } catch (BadSignatureException e) {
            return new Recovery.Invalid(String.valueOf(e.getMessage()));
        } catch (EmvDataException e) {
            return invalid(kind, "certifies " + e.getMessage());
        }
    }

    private static Recovery invalid(Kind kind, String what) {
        return new Recovery.Invalid("the " + kind.signed().label() + " " + what + " ("
                + kind.signed().clause() + ")");
    }
}

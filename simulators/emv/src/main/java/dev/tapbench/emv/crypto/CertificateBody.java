package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.time.YearMonth;
import java.util.Locale;

/**
 * What a certificate says once it is opened, before its hash is checked (EMV Book 2, tables 6, 13 and 14):
 * {@code format identifier expiry(2) serial(3) hash-algorithm key-algorithm key-length exponent-length digits hash(20)}.
 *
 * @param kind issuer or ICC
 * @param covered from the format up to the digits of the key, as the hash covers them
 * @param hash 20 bytes
 */
record CertificateBody(Kind kind, Bytes covered, Bytes hash) {
    static final int HEADER = 0x6A;
    static final int TRAILER = 0xBC;
    static final int ALGORITHM = 0x01;
    private static final int PADDING = 0xBB;

    /** The two kinds of certificate. */
    enum Kind {
        ISSUER(0x02, 4, "issuer certificate", "EMV Book 2, 5.3"),
        ICC(0x04, 10, "ICC certificate", "EMV Book 2, 6.4");

        private final int format;
        private final int identifierLength;
        private final String label;
        private final String clause;

        Kind(int format, int identifierLength, String label, String clause) {
            this.format = format;
            this.identifierLength = identifierLength;
            this.label = label;
            this.clause = clause;
        }

        String label() {
            return label;
        }

        String clause() {
            return clause;
        }

        /** Bytes of a certificate that are not digits of the key: 36 for an issuer, 42 for a card. */
        int overhead() {
            return identifierLength + 32;
        }
    }

    /** A body that is to be signed; of the key as many digits as fit, padded with BB. */
    static CertificateBody toSign(
            Kind kind, int signerLength, String identifier, YearMonth expires, Bytes serial, RSAPublicKey key) {
        Bytes modulus = Rsa.modulus(key);
        int room = signerLength - kind.overhead();
        Bytes digits = modulus.length() <= room
                ? modulus.then(Bytes.hex(String.format("%02X", PADDING).repeat(room - modulus.length())))
                : modulus.slice(0, room);
        Bytes covered = Bytes.concat(
                Bytes.of(kind.format),
                Bytes.hex(identifier + "F".repeat(2 * kind.identifierLength - identifier.length())),
                Bytes.hex(String.format(Locale.ROOT, "%02d%02d", expires.getMonthValue(), expires.getYear() % 100)),
                serial,
                Bytes.of(
                        ALGORITHM,
                        ALGORITHM,
                        modulus.length(),
                        Rsa.exponent(key).length()),
                digits);
        return new CertificateBody(kind, covered, Bytes.empty());
    }

    /** Opens a certificate. @throws BadCertificateException when it cannot be opened */
    static CertificateBody recover(Kind kind, RSAPublicKey signer, Bytes certificate) throws BadCertificateException {
        int length = Rsa.length(signer);
        if (certificate.length() != length) {
            throw new BadCertificateException(
                    kind, "has " + certificate.length() + " bytes, the signer's key " + length);
        }
        Bytes recovered = Rsa.apply(signer, certificate);
        if (recovered.at(0) != HEADER || recovered.at(length - 1) != TRAILER) {
            throw new BadCertificateException(
                    kind,
                    "opens to " + recovered.slice(0, 1) + ".." + recovered.from(length - 1)
                            + ", expected 6A..BC: it was not signed with this key");
        }
        int hashAt = length - 1 - Sha1.LENGTH;
        CertificateBody body =
                new CertificateBody(kind, recovered.slice(1, hashAt), recovered.slice(hashAt, length - 1));
        if (body.covered.at(0) != kind.format) {
            throw new BadCertificateException(
                    kind, "has format " + body.covered.slice(0, 1) + ", expected " + Bytes.of(kind.format));
        }
        if (body.field(5) != ALGORITHM || body.field(6) != ALGORITHM) {
            throw new BadCertificateException(kind, "names algorithms other than SHA-1 and RSA");
        }
        return body;
    }

    /** The byte {@code offset} after the identifier. */
    private int field(int offset) {
        return covered.at(1 + kind.identifierLength + offset);
    }

    String identifier() {
        return covered.slice(1, 1 + kind.identifierLength).toHex().replaceFirst("F+$", "");
    }

    Bytes serial() {
        int at = 1 + kind.identifierLength + 2;
        return covered.slice(at, at + 3);
    }

    YearMonth expires() throws BadCertificateException {
        String mmyy = covered.slice(1 + kind.identifierLength, 3 + kind.identifierLength)
                .toHex();
        if (!mmyy.matches("(0[1-9]|1[0-2])[0-9]{2}")) {
            throw new BadCertificateException(kind, "expires in '" + mmyy + "', expected MMYY");
        }
        return YearMonth.of(2000 + Integer.parseInt(mmyy.substring(2)), Integer.parseInt(mmyy.substring(0, 2)));
    }

    int keyLength() {
        return field(7);
    }

    int exponentLength() {
        return field(8);
    }

    /** The key's modulus from its digits here and the remainder. */
    Bytes modulus(Bytes remainder) throws BadCertificateException {
        Bytes digits = covered.from(1 + kind.identifierLength + 9);
        int missing = keyLength() - digits.length();
        if (missing <= 0) {
            return digits.slice(0, keyLength());
        }
        if (remainder.length() != missing) {
            throw new BadCertificateException(
                    kind, "needs a remainder of " + missing + " bytes, the card gives " + remainder.length());
        }
        return digits.then(remainder);
    }

    /** The hash that should be in it. */
    Bytes expectedHash(Bytes remainder, Bytes exponent, Bytes staticData) {
        return Sha1.of(Bytes.concat(covered, remainder, exponent, staticData));
    }

    /** A certificate that does not hold, with its reason. */
    static final class BadCertificateException extends Exception {
        BadCertificateException(Kind kind, String what) {
            super("the " + kind.label() + " " + what + " (" + kind.clause() + ")");
        }
    }
}

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
public record CertificateBody(Kind kind, Bytes covered, Bytes hash) {
    /** The only hash algorithm and the only key algorithm: SHA-1 and RSA (EMV Book 2, B2.1 and B3.1). */
    private static final int ALGORITHM = 0x01;

    /** Expiry, serial number, two algorithms, key length and exponent length. */
    private static final int FIELDS = 2 + 3 + 4;

    /** The two kinds of certificate. */
    public enum Kind {
        /** Of an issuer's key, signed by a certification authority. */
        ISSUER(SignedKind.ISSUER_CERTIFICATE, 4),
        /** Of a card's key, signed by its issuer. */
        ICC(SignedKind.ICC_CERTIFICATE, 10);

        private final SignedKind signed;
        private final int identifierLength;

        Kind(SignedKind signed, int identifierLength) {
            this.signed = signed;
            this.identifierLength = identifierLength;
        }

        SignedKind signed() {
            return signed;
        }

        /** What the signature covers besides the digits of the key: 14 bytes for an issuer, 20 for a card. */
        private int fixed() {
            return 1 + identifierLength + FIELDS;
        }

        /** Bytes of a certificate that are not digits of the key: 36 for an issuer, 42 for a card. */
        int overhead() {
            return SignedBlock.OVERHEAD + fixed();
        }
    }

    /** A body that is to be signed; of the key as many digits as fit, padded with BB. */
    static CertificateBody toSign(
            Kind kind, int signerLength, String identifier, YearMonth expires, Bytes serial, RSAPublicKey key) {
        Bytes modulus = Rsa.modulus(key);
        int room = signerLength - kind.overhead();
        Bytes digits = modulus.length() <= room
                ? SignedBlock.padded(modulus, room, kind.signed().label())
                : modulus.slice(0, room);
        Bytes covered = Bytes.concat(
                Bytes.of(kind.signed().format()),
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

    /**
     * Opens a certificate; its hash is not checked.
     *
     * @throws BadSignatureException when it has another length than the signer's key, was not signed with it, has another
     *     format, or names other algorithms than SHA-1 and RSA
     */
    public static CertificateBody recover(Kind kind, RSAPublicKey signer, Bytes certificate)
            throws BadSignatureException {
        SignedBlock block = SignedBlock.recover(kind.signed(), signer, certificate, kind.fixed());
        CertificateBody body = new CertificateBody(kind, block.covered(), block.hash());
        if (body.hashAlgorithm() != ALGORITHM || body.keyAlgorithm() != ALGORITHM) {
            throw new BadSignatureException(
                    kind.signed(),
                    "names hash algorithm " + Bytes.of(body.hashAlgorithm()) + " and key algorithm "
                            + Bytes.of(body.keyAlgorithm()) + ", expected 01 (SHA-1) and 01 (RSA)");
        }
        return body;
    }

    /** The byte {@code offset} after the identifier. */
    private int field(int offset) {
        return covered.at(1 + kind.identifierLength + offset);
    }

    /** The issuer identifier (4 bytes) or the PAN (10 bytes), padded on the right with F. */
    public Bytes paddedIdentifier() {
        return covered.slice(1, 1 + kind.identifierLength);
    }

    /** The same without its padding: 3 to 8 digits of an issuer, or a PAN. */
    public String identifier() {
        return paddedIdentifier().toHex().replaceFirst("F+$", "");
    }

    /** Last month of validity as MMYY, 2 bytes, not checked. */
    public Bytes expiry() {
        int at = 1 + kind.identifierLength;
        return covered.slice(at, at + 2);
    }

    /** The signer's serial number, 3 bytes. */
    public Bytes serial() {
        int at = 1 + kind.identifierLength + 2;
        return covered.slice(at, at + 3);
    }

    /**
     * Last month of validity.
     *
     * @throws BadSignatureException when {@link #expiry()} is no month of this century
     */
    public YearMonth expires() throws BadSignatureException {
        String mmyy = expiry().toHex();
        if (!mmyy.matches("(0[1-9]|1[0-2])[0-9]{2}")) {
            throw new BadSignatureException(kind.signed(), "expires in '" + mmyy + "', expected MMYY");
        }
        return YearMonth.of(2000 + Integer.parseInt(mmyy.substring(2)), Integer.parseInt(mmyy.substring(0, 2)));
    }

    /** 01 is SHA-1. */
    public int hashAlgorithm() {
        return field(5);
    }

    /** 01 is RSA. */
    public int keyAlgorithm() {
        return field(6);
    }

    /** Length of the certified modulus in bytes. */
    public int keyLength() {
        return field(7);
    }

    /** Length of the certified exponent in bytes. */
    public int exponentLength() {
        return field(8);
    }

    /**
     * The certified modulus, from its digits here and the remainder.
     *
     * @param remainder 92 or 9F48; empty where the whole modulus is in the certificate
     * @throws BadSignatureException when the remainder has another length than is missing here
     */
    public Bytes modulus(Bytes remainder) throws BadSignatureException {
        Bytes digits = covered.from(kind.fixed());
        int missing = Math.max(0, keyLength() - digits.length());
        if (remainder.length() != missing) {
            throw new BadSignatureException(
                    kind.signed(), "needs a remainder of " + missing + " bytes, the card gives " + remainder.length());
        }
        return missing == 0 ? digits.slice(0, keyLength()) : digits.then(remainder);
    }

    /**
     * The hash that should be in it.
     *
     * @param remainder 92 or 9F48
     * @param exponent 9F32 or 9F47
     * @param staticData of an ICC certificate the static data to be authenticated, otherwise empty
     */
    public Bytes expectedHash(Bytes remainder, Bytes exponent, Bytes staticData) {
        return Sha1.of(Bytes.concat(covered, remainder, exponent, staticData));
    }
}

package dev.tapbench.emv.crypto;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;

/** RSA with public keys as EMV uses it: raw, without padding (EMV Book 2, B2.1). */
public final class Rsa {
    private Rsa() {}

    /**
     * A public key from its parts, as a card or a certificate gives them.
     *
     * @throws EmvDataException when they are no RSA key
     */
    public static RSAPublicKey publicKey(Bytes modulus, Bytes exponent) {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(
                            new BigInteger(1, modulus.toArray()), new BigInteger(1, exponent.toArray())));
        } catch (InvalidKeySpecException e) {
            throw new EmvDataException(
                    "no RSA key: modulus of " + modulus.length() + " bytes, exponent " + exponent, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    /** Length of the modulus in bytes. */
    public static int length(RSAPublicKey key) {
        return (key.getModulus().bitLength() + 7) / 8;
    }

    /** The modulus, big-endian, without a sign byte. */
    public static Bytes modulus(RSAPublicKey key) {
        return fixed(key.getModulus(), length(key));
    }

    /** The exponent in the fewest bytes: 03 or 010001. */
    public static Bytes exponent(RSAPublicKey key) {
        BigInteger exponent = key.getPublicExponent();
        return fixed(exponent, (exponent.bitLength() + 7) / 8);
    }

    /** {@code block} to the power of the exponent; as long as the modulus. */
    static Bytes apply(RSAPublicKey key, Bytes block) {
        BigInteger result = new BigInteger(1, block.toArray()).modPow(key.getPublicExponent(), key.getModulus());
        return fixed(result, length(key));
    }

    private static Bytes fixed(BigInteger number, int length) {
        Bytes bytes = Bytes.of(number.toByteArray());
        return bytes.length() >= length
                ? bytes.from(bytes.length() - length)
                : Bytes.zeros(length - bytes.length()).then(bytes);
    }
}

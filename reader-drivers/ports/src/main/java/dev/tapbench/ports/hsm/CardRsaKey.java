package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.function.UnaryOperator;

/**
 * An RSA key made for a card. The private part is in CRT form, each component enciphered on its own under a transport key
 * as {@link Hsm#wrap} enciphers (triple DES in ECB, AES in CBC; padded with 80 00 .. only where its length is no whole number
 * of blocks), as EMV CPS 1.1 wants it in DGI 8201 to 8205.
 *
 * @param reused whether it was made for an earlier card, since making one is what takes longest in making a card
 */
public record CardRsaKey(
        BigInteger modulus,
        BigInteger exponent,
        Bytes encipheredQInverse,
        Bytes encipheredDq,
        Bytes encipheredDp,
        Bytes encipheredQ,
        Bytes encipheredP,
        boolean reused) {
    /**
     * Gives out a key: each CRT component has half the modulus's length and is enciphered on its own.
     *
     * @param encipher pads where needed and enciphers under the transport key
     */
    public static CardRsaKey of(RSAPrivateCrtKey key, UnaryOperator<Bytes> encipher) {
        int length = (key.getModulus().bitLength() + 15) / 16;
        return new CardRsaKey(
                key.getModulus(),
                key.getPublicExponent(),
                encipher.apply(fixed(key.getCrtCoefficient(), length)),
                encipher.apply(fixed(key.getPrimeExponentQ(), length)),
                encipher.apply(fixed(key.getPrimeExponentP(), length)),
                encipher.apply(fixed(key.getPrimeQ(), length)),
                encipher.apply(fixed(key.getPrimeP(), length)),
                false);
    }

    /** The same key for another card. */
    public CardRsaKey again() {
        return new CardRsaKey(
                modulus, exponent, encipheredQInverse, encipheredDq, encipheredDp, encipheredQ, encipheredP, true);
    }

    private static Bytes fixed(BigInteger number, int length) {
        Bytes bytes = Bytes.of(number.toByteArray());
        return bytes.length() > length
                ? bytes.from(bytes.length() - length)
                : Bytes.zeros(length - bytes.length()).then(bytes);
    }
}

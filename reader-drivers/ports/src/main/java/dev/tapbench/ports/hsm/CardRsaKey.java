package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.function.UnaryOperator;

/**
 * An RSA key made for a card. The private part is in CRT form, each component enciphered on its own under a transport key
 * (triple DES, ECB; padded with 80 00 .. only where its length is no multiple of 8), as EMV CPS 1.1 wants it in DGI 8201 to
 * 8205.
 */
public record CardRsaKey(
        BigInteger modulus,
        BigInteger exponent,
        Bytes encipheredQInverse,
        Bytes encipheredDq,
        Bytes encipheredDp,
        Bytes encipheredQ,
        Bytes encipheredP) {
    /**
     * Gives out a key: each CRT component has half the modulus's length and is enciphered on its own.
     *
     * @param encipher triple DES in ECB under the transport key
     */
    public static CardRsaKey of(RSAPrivateCrtKey key, UnaryOperator<Bytes> encipher) {
        int length = (key.getModulus().bitLength() + 15) / 16;
        UnaryOperator<Bytes> component = clear -> encipher.apply(Blocks.paddedWhereNeeded(clear));
        return new CardRsaKey(
                key.getModulus(),
                key.getPublicExponent(),
                component.apply(fixed(key.getCrtCoefficient(), length)),
                component.apply(fixed(key.getPrimeExponentQ(), length)),
                component.apply(fixed(key.getPrimeExponentP(), length)),
                component.apply(fixed(key.getPrimeQ(), length)),
                component.apply(fixed(key.getPrimeP(), length)));
    }

    private static Bytes fixed(BigInteger number, int length) {
        Bytes bytes = Bytes.of(number.toByteArray());
        return bytes.length() > length
                ? bytes.from(bytes.length() - length)
                : Bytes.zeros(length - bytes.length()).then(bytes);
    }
}

package dev.tapbench.emv.fuzz;

import dev.tapbench.emv.crypto.Rsa;
import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * An RSA key whose private exponent is short too, so that a fuzzer signs in microseconds and gets behind the signature. Its
 * modulus is a product of small primes, each with p - 1 dividing one small number: it protects nothing, and serves only to write
 * what a terminal then opens.
 */
final class QuickKey {
    /** Bytes of the modulus. */
    static final int LENGTH = 144;

    /** 2^5 3^3 5 7 11 13: one less than a prime in 134 of its divisors. */
    private static final int ORDER = 4_324_320;

    private static final BigInteger PUBLIC_EXPONENT = BigInteger.valueOf(17);
    private static final BigInteger PRIVATE_EXPONENT = PUBLIC_EXPONENT.modInverse(BigInteger.valueOf(ORDER));
    private static final BigInteger MODULUS = modulus();

    private QuickKey() {}

    static RSAPublicKey publicKey() {
        return Rsa.publicKey(number(MODULUS), number(PUBLIC_EXPONENT));
    }

    /** The signature that opens to these bytes, as long as the modulus; the first must be below 80. */
    static Bytes sign(Bytes block) {
        return number(new BigInteger(1, block.toArray()).modPow(PRIVATE_EXPONENT, MODULUS));
    }

    /** A product of different primes that fills the length to its last bit. */
    private static BigInteger modulus() {
        List<BigInteger> primes = new ArrayList<>();
        for (int divisor = 2; divisor <= ORDER; divisor++) {
            BigInteger candidate = BigInteger.valueOf(divisor + 1L);
            if (ORDER % divisor == 0 && candidate.isProbablePrime(50)) {
                primes.add(candidate);
            }
        }
        Random order = new Random(1);
        while (true) {
            Collections.shuffle(primes, order);
            BigInteger product = BigInteger.ONE;
            for (BigInteger prime : primes) {
                product = product.multiply(prime);
                if (product.bitLength() == 8 * LENGTH) {
                    return product;
                }
            }
        }
    }

    private static Bytes number(BigInteger number) {
        Bytes bytes = Bytes.of(number.toByteArray());
        int length = number.bitLength() <= 32 ? (number.bitLength() + 7) / 8 : LENGTH;
        return bytes.length() > length
                ? bytes.from(bytes.length() - length)
                : Bytes.zeros(length - bytes.length()).then(bytes);
    }
}

package dev.tapbench.drivers.embedded;

import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;

/** An RSA key pair: the platform's types outside, Bouncy Castle's arithmetic inside. */
record RsaKey(RSAPrivateCrtKey privateKey, RSAPublicKey publicKey) {
    /** A composite number passes for a prime with a probability below 2^-100. */
    private static final int CERTAINTY = 100;

    static RsaKey generate(int bits, int exponent, SecureRandom random) {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(exponent), random, bits, CERTAINTY));
        RSAPrivateCrtKeyParameters key =
                (RSAPrivateCrtKeyParameters) generator.generateKeyPair().getPrivate();
        try {
            return of((RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(
                            key.getModulus(),
                            key.getPublicExponent(),
                            key.getExponent(),
                            key.getP(),
                            key.getQ(),
                            key.getDP(),
                            key.getDQ(),
                            key.getQInv())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform does not take an RSA key of " + bits + " bits", e);
        }
    }

    static RsaKey of(RSAPrivateCrtKey key) {
        try {
            return new RsaKey(key, (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform does not take this RSA key", e);
        }
    }

    /** Modulus length in bytes. */
    int length() {
        return (publicKey.getModulus().bitLength() + 7) / 8;
    }

    /** The block to the power of the private exponent; the block is as long as the modulus and a smaller number. */
    Bytes power(Bytes block) {
        RSABlindedEngine engine = new RSABlindedEngine();
        engine.init(
                true,
                new RSAPrivateCrtKeyParameters(
                        privateKey.getModulus(),
                        privateKey.getPublicExponent(),
                        privateKey.getPrivateExponent(),
                        privateKey.getPrimeP(),
                        privateKey.getPrimeQ(),
                        privateKey.getPrimeExponentP(),
                        privateKey.getPrimeExponentQ(),
                        privateKey.getCrtCoefficient()));
        return Bytes.of(engine.processBlock(block.toArray(), 0, block.length()));
    }
}

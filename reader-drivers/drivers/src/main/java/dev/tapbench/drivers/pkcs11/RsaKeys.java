package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.Cipher;

/** RSA keys inside one token. Failures are the provider's own exceptions. */
final class RsaKeys {
    private final Provider provider;

    RsaKeys(Provider provider) {
        this.provider = provider;
    }

    /** A private key in the token and its public half outside. */
    record TokenKeyPair(PrivateKey privateKey, RSAPublicKey publicKey) {
        int length() {
            return (publicKey.getModulus().bitLength() + 7) / 8;
        }
    }

    TokenKeyPair generate(int bits, int exponent) throws GeneralSecurityException {
        KeyPair pair = generator(KeyPairGenerator.getInstance("RSA", provider), bits, exponent);
        RSAPublicKey inToken = (RSAPublicKey) pair.getPublic();
        return new TokenKeyPair(pair.getPrivate(), outside(inToken.getModulus(), inToken.getPublicExponent()));
    }

    /** Made in host memory, since a key that a card shall have must leave the token. */
    static RSAPrivateCrtKey generateOutside(int bits, int exponent) throws GeneralSecurityException {
        return (RSAPrivateCrtKey) generator(KeyPairGenerator.getInstance("RSA", "SunRsaSign"), bits, exponent)
                .getPrivate();
    }

    private static KeyPair generator(KeyPairGenerator generator, int bits, int exponent)
            throws GeneralSecurityException {
        generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
        return generator.generateKeyPair();
    }

    TokenKeyPair put(RSAPrivateCrtKey key) throws GeneralSecurityException {
        PrivateKey inToken =
                (PrivateKey) KeyFactory.getInstance("RSA", provider).translateKey(key);
        return new TokenKeyPair(inToken, outside(key.getModulus(), key.getPublicExponent()));
    }

    private static RSAPublicKey outside(BigInteger modulus, BigInteger exponent) throws GeneralSecurityException {
        return (RSAPublicKey)
                KeyFactory.getInstance("RSA", "SunRsaSign").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    /** Raw RSA; the result has the modulus's length. */
    Bytes power(TokenKeyPair key, Bytes block) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", provider);
        cipher.init(Cipher.DECRYPT_MODE, key.privateKey());
        Bytes result = Bytes.of(cipher.doFinal(block.toArray()));
        return Bytes.zeros(key.length() - result.length()).then(result);
    }
}

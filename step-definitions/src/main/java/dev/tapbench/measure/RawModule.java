package dev.tapbench.measure;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Cmac;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A Java security provider called as directly as can be: no labels, no lineage, no locks, bytes in and out. Its ciphers are
 * made once and initialised with key and vector for each call, since each call may name another key.
 */
class RawModule {
    private static final int DES_BLOCK = 8;
    private static final int AES_BLOCK = 16;

    private final Provider provider;
    private final Map<String, Cipher> ciphers = new HashMap<>();

    RawModule(Provider provider) {
        this.provider = provider;
    }

    Provider provider() {
        return provider;
    }

    /** A secret key as the provider holds it. */
    SecretKey key(String algorithm, byte[] clear) throws GeneralSecurityException {
        return SecretKeyFactory.getInstance(algorithm, provider).translateKey(new SecretKeySpec(clear, algorithm));
    }

    /** A private key as the provider holds it. */
    PrivateKey key(RSAPrivateCrtKey clear) throws GeneralSecurityException {
        return (PrivateKey) KeyFactory.getInstance("RSA", provider).translateKey(clear);
    }

    /** Whole blocks in CBC. */
    byte[] cbc(Key key, byte[] vector, byte[] data) throws GeneralSecurityException {
        Cipher cipher = cipher(key.getAlgorithm() + "/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
        return cipher.doFinal(data);
    }

    /** Whole blocks one by one. */
    byte[] ecb(Key key, byte[] data) throws GeneralSecurityException {
        Cipher cipher = cipher(key.getAlgorithm() + "/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(data);
    }

    /** Raw RSA; leading zeros may be missing. */
    BigInteger power(PrivateKey key, byte[] block) throws GeneralSecurityException {
        Cipher cipher = cipher("RSA/ECB/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key);
        return new BigInteger(1, cipher.doFinal(block));
    }

    /**
     * ISO/IEC 9797-1 algorithm 3 with padding method 2, composed of what a token has: CBC under left half and left half, then one
     * block under the whole key. For messages of a block or more.
     */
    byte[] retailMac(Key whole, Key leftHalfTwice, byte[] message) throws GeneralSecurityException {
        byte[] blocks = Arrays.copyOf(message, (message.length / DES_BLOCK + 1) * DES_BLOCK);
        blocks[message.length] = (byte) 0x80;
        int last = blocks.length - DES_BLOCK;
        byte[] chained = cbc(leftHalfTwice, new byte[DES_BLOCK], Arrays.copyOf(blocks, last));
        byte[] block = Arrays.copyOfRange(blocks, last, blocks.length);
        for (int i = 0; i < DES_BLOCK; i++) {
            block[i] ^= chained[last - DES_BLOCK + i];
        }
        return ecb(whole, block);
    }

    /** NIST SP 800-38B, composed likewise: the subkey comes from one block, the MAC is the last block of CBC. */
    byte[] cmac(Key key, byte[] message) throws GeneralSecurityException {
        Bytes zeroEnciphered = Bytes.of(ecb(key, new byte[AES_BLOCK]));
        byte[] blocks = Cmac.blocks(zeroEnciphered, Bytes.of(message)).toArray();
        byte[] all = cbc(key, new byte[AES_BLOCK], blocks);
        return Arrays.copyOfRange(all, all.length - AES_BLOCK, all.length);
    }

    private Cipher cipher(String transformation) throws GeneralSecurityException {
        Cipher known = ciphers.get(transformation);
        if (known == null) {
            known = Cipher.getInstance(transformation, provider);
            ciphers.put(transformation, known);
        }
        return known;
    }
}

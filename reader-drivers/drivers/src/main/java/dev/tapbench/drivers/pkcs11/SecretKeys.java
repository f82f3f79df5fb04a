package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.hsm.Blocks;
import dev.tapbench.ports.hsm.KeyKind;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Secret keys inside one token, and the token's block ciphers. Failures are the provider's own exceptions. */
final class SecretKeys {
    private static final int AES_BLOCK = 16;

    private final Provider provider;
    private final SecretKey storage;

    SecretKeys(Provider provider) throws GeneralSecurityException {
        this.provider = provider;
        KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
        generator.init(KeyKind.AES_128.length() * 8);
        this.storage = generator.generateKey();
    }

    /** A key in the token. */
    static final class TokenKey {
        private final SecretKey whole;
        /** Left half twice: single DES for a token that has triple DES only. Of an AES key: the key itself, unused. */
        private final SecretKey leftHalf;
        /** The key enciphered under the storage key. */
        private final byte[] sealed;

        private final int length;

        private TokenKey(SecretKey whole, SecretKey leftHalf, byte[] sealed, int length) {
            this.whole = whole;
            this.leftHalf = leftHalf;
            this.sealed = sealed;
            this.length = length;
        }
    }

    TokenKey put(KeyKind kind, byte[] clear) throws GeneralSecurityException {
        byte[] blocks = Arrays.copyOf(clear, (clear.length + AES_BLOCK - 1) / AES_BLOCK * AES_BLOCK);
        byte[] twice = Arrays.copyOf(clear, 2 * Blocks.LENGTH);
        System.arraycopy(clear, 0, twice, Blocks.LENGTH, Blocks.LENGTH);
        try {
            String algorithm = kind == KeyKind.TDES ? "DESede" : "AES";
            SecretKey whole = into(algorithm, clear);
            SecretKey leftHalf = kind == KeyKind.TDES ? into(algorithm, twice) : whole;
            byte[] sealed = run("AES/CBC", Cipher.ENCRYPT_MODE, storage, new byte[AES_BLOCK], blocks);
            return new TokenKey(whole, leftHalf, sealed, clear.length);
        } finally {
            Arrays.fill(blocks, (byte) 0);
            Arrays.fill(twice, (byte) 0);
        }
    }

    private SecretKey into(String algorithm, byte[] clear) throws GeneralSecurityException {
        return SecretKeyFactory.getInstance(algorithm, provider).translateKey(new SecretKeySpec(clear, algorithm));
    }

    /** The clear key, for two calls to the token; the caller overwrites it. */
    byte[] unseal(TokenKey key) throws GeneralSecurityException {
        byte[] blocks = run("AES/CBC", Cipher.DECRYPT_MODE, storage, new byte[AES_BLOCK], key.sealed);
        try {
            return Arrays.copyOf(blocks, key.length);
        } finally {
            Arrays.fill(blocks, (byte) 0);
        }
    }

    byte[] tripleDesEcb(TokenKey key, boolean encrypt, byte[] data) throws GeneralSecurityException {
        return run("DESede/ECB", mode(encrypt), key.whole, new byte[0], data);
    }

    byte[] tripleDesCbc(TokenKey key, boolean encrypt, byte[] icv, byte[] data) throws GeneralSecurityException {
        return run("DESede/CBC", mode(encrypt), key.whole, icv, data);
    }

    byte[] desEcbLeftHalf(TokenKey key, boolean encrypt, byte[] data) throws GeneralSecurityException {
        return run("DESede/ECB", mode(encrypt), key.leftHalf, new byte[0], data);
    }

    byte[] desCbcLeftHalf(TokenKey key, byte[] icv, byte[] data) throws GeneralSecurityException {
        return run("DESede/CBC", Cipher.ENCRYPT_MODE, key.leftHalf, icv, data);
    }

    byte[] checkValue(TokenKey key, KeyKind kind) throws GeneralSecurityException {
        if (kind == KeyKind.TDES) {
            return Arrays.copyOf(tripleDesEcb(key, true, new byte[Blocks.LENGTH]), 3);
        }
        byte[] ones = new byte[AES_BLOCK];
        Arrays.fill(ones, (byte) 1);
        return Arrays.copyOf(run("AES/ECB", Cipher.ENCRYPT_MODE, key.whole, new byte[0], ones), 3);
    }

    private static int mode(boolean encrypt) {
        return encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
    }

    private byte[] run(String transformation, int mode, SecretKey key, byte[] icv, byte[] data)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation + "/NoPadding", provider);
        if (icv.length == 0) {
            cipher.init(mode, key);
        } else {
            cipher.init(mode, key, new IvParameterSpec(icv));
        }
        return cipher.doFinal(data);
    }
}

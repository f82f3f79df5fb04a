package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Cmac;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyCheckValue;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Secret keys inside one token, and the token's block ciphers. Failures are the provider's own exceptions. */
final class SecretKeys {
    private static final int AES_BLOCK = KeyAlgorithm.AES.blockLength();
    private static final int DES_KEY = 8;

    /** The platform's names. */
    private static final Map<KeyAlgorithm, String> TRANSFORMATIONS =
            Map.of(KeyAlgorithm.TDES, "DESede", KeyAlgorithm.AES, "AES");

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
        byte[] twice = Arrays.copyOf(clear, 2 * DES_KEY);
        System.arraycopy(clear, 0, twice, DES_KEY, DES_KEY);
        try {
            SecretKey whole = into(kind.algorithm(), clear);
            SecretKey leftHalf = kind == KeyKind.TDES ? into(kind.algorithm(), twice) : whole;
            byte[] sealed = run("AES/CBC", Cipher.ENCRYPT_MODE, storage, new byte[AES_BLOCK], blocks);
            return new TokenKey(whole, leftHalf, sealed, clear.length);
        } finally {
            Arrays.fill(blocks, (byte) 0);
            Arrays.fill(twice, (byte) 0);
        }
    }

    private SecretKey into(KeyAlgorithm algorithm, byte[] clear) throws GeneralSecurityException {
        String name = TRANSFORMATIONS.getOrDefault(algorithm, "");
        return SecretKeyFactory.getInstance(name, provider).translateKey(new SecretKeySpec(clear, name));
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

    /** Enciphers or deciphers whole blocks; the vector is used by CBC only. */
    byte[] cipher(TokenKey key, CipherMode mode, boolean encrypt, byte[] icv, byte[] data)
            throws GeneralSecurityException {
        SecretKey used = mode == CipherMode.DES_ECB_LEFT_HALF ? key.leftHalf : key.whole;
        String transformation = TRANSFORMATIONS.get(mode.algorithm()) + (mode.chained() ? "/CBC" : "/ECB");
        return run(
                transformation,
                encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
                used,
                mode.chained() ? icv : new byte[0],
                data);
    }

    /** Composed of the token's encipherments, as the package's note says. */
    byte[] mac(TokenKey key, MacAlgorithm algorithm, Bytes icv, Bytes data) throws GeneralSecurityException {
        return switch (algorithm) {
            case RETAIL, RETAIL_UNPADDED -> retailMac(key, icv, algorithm.blocks(data));
            case TDES_CBC -> last(CipherMode.TDES_CBC, key, icv, algorithm.blocks(data));
            case AES_CMAC -> {
                Bytes zeros = KeyAlgorithm.AES.zeroIcv();
                byte[] enciphered = cipher(key, CipherMode.AES_ECB, true, new byte[0], zeros.toArray());
                yield last(CipherMode.AES_CBC, key, zeros, Cmac.blocks(Bytes.of(enciphered), data));
            }
        };
    }

    /** ISO/IEC 9797-1 algorithm 3: DES in CBC up to the last block, that one under the whole key. */
    private byte[] retailMac(TokenKey key, Bytes icv, Bytes blocks) throws GeneralSecurityException {
        int last = blocks.length() - KeyAlgorithm.TDES.blockLength();
        Bytes chained = icv;
        if (last > 0) {
            byte[] all = run(
                    "DESede/CBC",
                    Cipher.ENCRYPT_MODE,
                    key.leftHalf,
                    icv.toArray(),
                    blocks.slice(0, last).toArray());
            chained = Bytes.of(all).from(last - KeyAlgorithm.TDES.blockLength());
        }
        return cipher(
                key,
                CipherMode.TDES_ECB,
                true,
                new byte[0],
                chained.xor(blocks.from(last)).toArray());
    }

    private byte[] last(CipherMode mode, TokenKey key, Bytes icv, Bytes blocks) throws GeneralSecurityException {
        byte[] all = cipher(key, mode, true, icv.toArray(), blocks.toArray());
        return Arrays.copyOfRange(all, all.length - mode.algorithm().blockLength(), all.length);
    }

    /** The clear derived key; the caller overwrites it. */
    byte[] derive(TokenKey parent, Derivation derivation) throws GeneralSecurityException {
        byte[] data = derivation.data().toArray();
        byte[] made = switch (derivation.method()) {
            case TDES_ECB -> cipher(parent, CipherMode.TDES_ECB, true, new byte[0], data);
            case TDES_CBC ->
                cipher(
                        parent,
                        CipherMode.TDES_CBC,
                        true,
                        KeyAlgorithm.TDES.zeroIcv().toArray(),
                        data);
            case AES_ECB -> cipher(parent, CipherMode.AES_ECB, true, new byte[0], data);
            case AES_CMAC -> macs(parent, derivation.inputs());
        };
        try {
            return Arrays.copyOf(made, derivation.kind().length());
        } finally {
            Arrays.fill(made, (byte) 0);
        }
    }

    private byte[] macs(TokenKey key, List<Bytes> inputs) throws GeneralSecurityException {
        int length = MacAlgorithm.AES_CMAC.length();
        byte[] all = new byte[inputs.size() * length];
        for (int i = 0; i < inputs.size(); i++) {
            byte[] one = mac(key, MacAlgorithm.AES_CMAC, Bytes.empty(), inputs.get(i));
            System.arraycopy(one, 0, all, i * length, length);
            Arrays.fill(one, (byte) 0);
        }
        return all;
    }

    Bytes checkValueCryptogram(TokenKey key, KeyAlgorithm algorithm) throws GeneralSecurityException {
        byte[] block = KeyCheckValue.block(algorithm).toArray();
        return Bytes.of(cipher(key, CipherMode.ecb(algorithm), true, new byte[0], block));
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

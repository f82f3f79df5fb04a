package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Through the platform's provider: whatever it cannot ask of the token is composed here, of the token's encipherments. */
final class ProviderKeys implements SecretKeys<ProviderKeys.Key> {
    private static final int AES_BLOCK = KeyAlgorithm.AES.blockLength();
    private static final int DES_KEY = 8;

    /** The platform's names. */
    private static final Map<KeyAlgorithm, String> TRANSFORMATIONS =
            Map.of(KeyAlgorithm.TDES, "DESede", KeyAlgorithm.AES, "AES");

    private final Provider provider;
    private final SecretKey storage;

    ProviderKeys(Provider provider) throws GeneralSecurityException {
        this.provider = provider;
        KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
        generator.init(KeyKind.AES_128.length() * 8);
        this.storage = generator.generateKey();
    }

    /** A key in the token. */
    static final class Key {
        private final SecretKey whole;
        /** Left half twice: single DES for a token that has triple DES only. Of an AES key: the key itself, unused. */
        private final SecretKey leftHalf;
        /** The key enciphered under the storage key. */
        private final byte[] sealed;

        private final int length;

        private Key(SecretKey whole, SecretKey leftHalf, byte[] sealed, int length) {
            this.whole = whole;
            this.leftHalf = leftHalf;
            this.sealed = sealed;
            this.length = length;
        }
    }

    @Override
    public Key put(KeyKind kind, byte[] clear) throws GeneralSecurityException {
        byte[] blocks = Arrays.copyOf(clear, (clear.length + AES_BLOCK - 1) / AES_BLOCK * AES_BLOCK);
        byte[] twice = Arrays.copyOf(clear, 2 * DES_KEY);
        System.arraycopy(clear, 0, twice, DES_KEY, DES_KEY);
        try {
            SecretKey whole = into(kind.algorithm(), clear);
            SecretKey leftHalf = kind == KeyKind.TDES ? into(kind.algorithm(), twice) : whole;
            byte[] sealed = run("AES/CBC", Cipher.ENCRYPT_MODE, storage, new byte[AES_BLOCK], blocks);
            return new Key(whole, leftHalf, sealed, clear.length);
        } finally {
            Arrays.fill(blocks, (byte) 0);
            Arrays.fill(twice, (byte) 0);
        }
    }

    private SecretKey into(KeyAlgorithm algorithm, byte[] clear) throws GeneralSecurityException {
        String name = TRANSFORMATIONS.getOrDefault(algorithm, "");
        return SecretKeyFactory.getInstance(name, provider).translateKey(new SecretKeySpec(clear, name));
    }

    @Override
    public byte[] clear(Key key) throws GeneralSecurityException {
        byte[] blocks = run("AES/CBC", Cipher.DECRYPT_MODE, storage, new byte[AES_BLOCK], key.sealed);
        try {
            return Arrays.copyOf(blocks, key.length);
        } finally {
            Arrays.fill(blocks, (byte) 0);
        }
    }

    @Override
    public byte[] cipher(Key key, CipherMode mode, boolean encrypt, byte[] icv, byte[] data)
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

    @Override
    public byte[] leftHalfCbc(Key key, byte[] icv, byte[] blocks) throws GeneralSecurityException {
        return run("DESede/CBC", Cipher.ENCRYPT_MODE, key.leftHalf, icv, blocks);
    }

    @Override
    public Made<Key> generate(KeyKind kind) throws GeneralSecurityException {
        return inHost(kind, random(kind.length()));
    }

    @Override
    public byte[] random(int count) throws GeneralSecurityException {
        byte[] bytes = new byte[count];
        SecureRandom.getInstance("PKCS11", provider).nextBytes(bytes);
        return bytes;
    }

    @Override
    public Made<Key> derive(Key parent, Derivation derivation) throws GeneralSecurityException {
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
            return inHost(
                    derivation.kind(), Arrays.copyOf(made, derivation.kind().length()));
        } finally {
            Arrays.fill(made, (byte) 0);
        }
    }

    private byte[] macs(Key key, List<Bytes> inputs) throws GeneralSecurityException {
        int length = MacAlgorithm.AES_CMAC.length();
        byte[] all = new byte[inputs.size() * length];
        for (int i = 0; i < inputs.size(); i++) {
            byte[] one = mac(key, MacAlgorithm.AES_CMAC, Bytes.empty(), inputs.get(i));
            System.arraycopy(one, 0, all, i * length, length);
            Arrays.fill(one, (byte) 0);
        }
        return all;
    }

    /** Puts a key that is here into the token, and overwrites it here. */
    private Made<Key> inHost(KeyKind kind, byte[] clear) throws GeneralSecurityException {
        try {
            return new Made<>(put(kind, clear), KeyInfo.Lived.HOST_MEMORY);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** Nothing to do: the platform gives the object back to the token when its handle is collected. */
    @Override
    public void destroyRoots() {}

    /** Nothing to do, for the same reason. */
    @Override
    public void destroy(Key key) {}

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

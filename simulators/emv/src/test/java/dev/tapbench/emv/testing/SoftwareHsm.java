package dev.tapbench.emv.testing;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Cmac;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmException;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyCheckValue;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A module in memory on the platform's own cryptography, for the tests of this room. */
public final class SoftwareHsm implements Hsm {
    private final Map<KeyLabel, Bytes> secrets = new HashMap<>();
    private final Map<KeyLabel, KeyKind> kinds = new HashMap<>();
    private final Map<KeyLabel, KeyLabel> parents = new HashMap<>();
    private final Map<KeyLabel, Derivation> derivations = new HashMap<>();
    private final Map<KeyLabel, KeyPair> pairs = new HashMap<>();

    /** The clear key, which no real module shows. */
    public Bytes clear(KeyLabel label) {
        Bytes key = secrets.get(label);
        if (key == null) {
            throw new HsmException("no key " + label);
        }
        return key;
    }

    /** The same with every parity bit cleared, to compare keys. */
    public static Bytes withoutParity(Bytes key) {
        byte[] bytes = key.toArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= (byte) 0xFE;
        }
        return Bytes.of(bytes);
    }

    /** DES or triple DES, in ECB or CBC, without padding. */
    public static Bytes cipher(boolean encrypt, String mode, Bytes key, Bytes icv, Bytes data) {
        boolean single = key.length() == 8;
        return cipher(encrypt, single ? "DES" : "DESede", mode, single ? key : key.then(key.slice(0, 8)), icv, data);
    }

    private static Bytes aes(boolean encrypt, String mode, Bytes key, Bytes icv, Bytes data) {
        return cipher(encrypt, "AES", mode, key, icv, data);
    }

    private static Bytes cipher(boolean encrypt, String algorithm, String mode, Bytes key, Bytes icv, Bytes data) {
        try {
            Cipher cipher = Cipher.getInstance(algorithm + "/" + mode + "/NoPadding");
            SecretKeySpec spec = new SecretKeySpec(key.toArray(), algorithm);
            int direction = encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
            if (mode.equals("CBC")) {
                cipher.init(direction, spec, new IvParameterSpec(icv.toArray()));
            } else {
                cipher.init(direction, spec);
            }
            return Bytes.of(cipher.doFinal(data.toArray()));
        } catch (GeneralSecurityException e) {
            throw new HsmException("cipher failed", e);
        }
    }

    /** ISO/IEC 9797-1 algorithm 3 over whole blocks. */
    public static Bytes retailMac(Bytes key, Bytes icv, Bytes blocks) {
        Bytes left = key.slice(0, 8);
        Bytes last = cipher(true, "CBC", left, icv, blocks).from(blocks.length() - 8);
        Bytes back = cipher(false, "ECB", key.from(8), icv, last);
        return cipher(true, "ECB", left, icv, back);
    }

    /** Padding method 2. */
    public static Bytes padded(Bytes data) {
        return Bytes.concat(data, Bytes.of(0x80), Bytes.zeros(7 - data.length() % 8));
    }

    private static Bytes cmac(Bytes key, Bytes data) {
        Bytes zeros = KeyAlgorithm.AES.zeroIcv();
        Bytes blocks = Cmac.blocks(aes(true, "ECB", key, zeros, zeros), data);
        return aes(true, "CBC", key, zeros, blocks).from(blocks.length() - 16);
    }

    @Override
    public String name() {
        return "in memory, for tests";
    }

    @Override
    public KeyInfo importKey(KeyLabel label, KeyKind kind, Bytes clear) {
        if (clear.length() != kind.length()) {
            throw new IllegalArgumentException(
                    "key " + label + " has " + clear.length() + " bytes, expected " + kind.length() + " of " + kind);
        }
        secrets.put(label, clear);
        kinds.put(label, kind);
        parents.remove(label);
        derivations.remove(label);
        return info(label);
    }

    @Override
    public KeyInfo generateKey(KeyLabel label, KeyKind kind) {
        return importKey(label, kind, random(kind.length()));
    }

    @Override
    public KeyInfo derive(KeyLabel label, KeyLabel parent, Derivation derivation) {
        Bytes key = clear(parent);
        Bytes data = derivation.data();
        Bytes made = switch (derivation.method()) {
            case TDES_ECB -> cipher(true, "ECB", key, Bytes.zeros(8), data);
            case TDES_CBC -> cipher(true, "CBC", key, Bytes.zeros(8), data);
            case AES_ECB -> aes(true, "ECB", key, Bytes.zeros(16), data);
            case AES_CMAC ->
                derivation.inputs().stream().map(input -> cmac(key, input)).reduce(Bytes.empty(), Bytes::then);
        };
        importKey(label, derivation.kind(), made.slice(0, derivation.kind().length()));
        parents.put(label, parent);
        derivations.put(label, derivation);
        return info(label);
    }

    @Override
    public KeyInfo info(KeyLabel label) {
        KeyKind kind = kind(label);
        return new KeyInfo(
                label,
                kind,
                Optional.ofNullable(parents.get(label)),
                Optional.ofNullable(derivations.get(label)),
                KeyCheckValue.of(crypt(
                        true,
                        label,
                        CipherMode.ecb(kind.algorithm()),
                        kind.algorithm().zeroIcv(),
                        KeyCheckValue.block(kind.algorithm()))),
                KeyInfo.Lived.HOST_MEMORY);
    }

    private KeyKind kind(KeyLabel label) {
        KeyKind kind = kinds.get(label);
        if (kind == null) {
            throw new HsmException("no key " + label);
        }
        return kind;
    }

    @Override
    public boolean has(KeyLabel label) {
        return secrets.containsKey(label) || pairs.containsKey(label);
    }

    @Override
    public void destroy(KeyLabel label) {
        secrets.remove(label);
        pairs.remove(label);
    }

    @Override
    public Bytes mac(KeyLabel key, MacAlgorithm algorithm, Bytes icv, Bytes data) {
        return switch (algorithm) {
            case RETAIL, RETAIL_UNPADDED -> retailMac(clear(key), icv, algorithm.blocks(data));
            case TDES_CBC -> {
                Bytes blocks = algorithm.blocks(data);
                yield cipher(true, "CBC", clear(key), icv, blocks).from(blocks.length() - 8);
            }
            case AES_CMAC -> cmac(clear(key), data);
        };
    }

    @Override
    public Bytes encrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return crypt(true, key, mode, icv, data);
    }

    @Override
    public Bytes decrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return crypt(false, key, mode, icv, data);
    }

    private Bytes crypt(boolean encrypt, KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return switch (mode) {
            case TDES_ECB -> cipher(encrypt, "ECB", clear(key), icv, data);
            case TDES_CBC -> cipher(encrypt, "CBC", clear(key), icv, data);
            case DES_ECB_LEFT_HALF -> cipher(encrypt, "ECB", clear(key).slice(0, 8), icv, data);
            case AES_ECB -> aes(encrypt, "ECB", clear(key), icv, data);
            case AES_CBC -> aes(encrypt, "CBC", clear(key), icv, data);
        };
    }

    @Override
    public Bytes wrap(KeyLabel kek, KeyLabel key) {
        return secrets(true, kek, clear(key));
    }

    @Override
    public Bytes translate(KeyLabel from, KeyLabel to, Bytes cryptogram) {
        return secrets(true, to, secrets(false, from, cryptogram));
    }

    private Bytes secrets(boolean encrypt, KeyLabel key, Bytes data) {
        KeyAlgorithm algorithm = kind(key).algorithm();
        Bytes blocks = encrypt ? algorithm.paddedWhereNeeded(data) : data;
        return crypt(encrypt, key, CipherMode.forSecrets(algorithm), algorithm.zeroIcv(), blocks);
    }

    @Override
    public RSAPublicKey generateRsa(KeyLabel label, int bits, int exponent) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
            pairs.put(label, generator.generateKeyPair());
            return rsaPublic(label);
        } catch (GeneralSecurityException e) {
            throw new HsmException("no RSA key of " + bits + " bits", e);
        }
    }

    @Override
    public RSAPublicKey importRsa(KeyLabel label, RSAPrivateCrtKey key) {
        throw new UnsupportedOperationException("no test of this room imports an RSA key");
    }

    @Override
    public RSAPublicKey rsaPublic(KeyLabel label) {
        return (RSAPublicKey) pair(label).getPublic();
    }

    @Override
    public Bytes rsaPrivate(KeyLabel label, Bytes block) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, pair(label).getPrivate());
            return Bytes.of(cipher.doFinal(block.toArray()));
        } catch (GeneralSecurityException e) {
            throw new HsmException("RSA failed", e);
        }
    }

    private KeyPair pair(KeyLabel label) {
        KeyPair pair = pairs.get(label);
        if (pair == null) {
            throw new HsmException("no RSA key " + label);
        }
        return pair;
    }

    @Override
    public CardRsaKey generateCardRsa(int bits, KeyLabel transportKey) {
        throw new UnsupportedOperationException("no test of this room makes a card's RSA key");
    }

    @Override
    public Bytes random(int count) {
        return Bytes.zeros(count);
    }

    @Override
    public void close() {}
}

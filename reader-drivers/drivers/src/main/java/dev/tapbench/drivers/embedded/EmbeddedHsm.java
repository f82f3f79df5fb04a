package dev.tapbench.drivers.embedded;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmException;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keys in a map. Every key has been in host memory, and its lineage says so. */
final class EmbeddedHsm implements Hsm {
    /** A card's RSA exponent: the short one keeps certificates and records short (EMV Book 2, B2.1). */
    private static final int CARD_EXPONENT = 3;

    /** A class, not a record: the clear key is an array, so that it can be overwritten. */
    private static final class Secret {
        private final byte[] clear;
        private final KeyInfo info;

        Secret(byte[] clear, KeyInfo info) {
            this.clear = clear;
            this.info = info;
        }
    }

    private final String name;
    private final SecureRandom random;
    private final Map<KeyLabel, Secret> secrets = new HashMap<>();
    private final Map<KeyLabel, RsaKey> rsaKeys = new HashMap<>();
    private boolean closed;

    EmbeddedHsm(String name, SecureRandom random) {
        this.name = name;
        this.random = random;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized KeyInfo importKey(KeyLabel label, KeyKind kind, Bytes clear) {
        if (clear.length() != kind.length()) {
            throw new IllegalArgumentException(
                    "key '" + label + "' has " + clear.length() + " bytes: expected " + kind.length() + " for " + kind);
        }
        return keep(label, kind, clear.toArray(), Optional.empty(), Optional.empty());
    }

    @Override
    public synchronized KeyInfo generateKey(KeyLabel label, KeyKind kind) {
        byte[] clear = new byte[kind.length()];
        random.nextBytes(clear);
        return keep(label, kind, clear, Optional.empty(), Optional.empty());
    }

    @Override
    public synchronized KeyInfo derive(KeyLabel label, KeyLabel parent, Derivation derivation) {
        byte[] from = clear(parent, derivation.method().algorithm(), "derive");
        byte[] key = BlockCiphers.derive(from, derivation);
        return keep(label, derivation.kind(), key, Optional.of(parent), Optional.of(derivation));
    }

    private KeyInfo keep(
            KeyLabel label, KeyKind kind, byte[] clear, Optional<KeyLabel> parent, Optional<Derivation> derivation) {
        requireOpen();
        KeyInfo info = new KeyInfo(
                label, kind, parent, derivation, BlockCiphers.checkValue(kind, clear), KeyInfo.Lived.HOST_MEMORY);
        destroy(label);
        secrets.put(label, new Secret(clear, info));
        return info;
    }

    @Override
    public synchronized KeyInfo info(KeyLabel label) {
        return secret(label, "info").info;
    }

    @Override
    public synchronized boolean has(KeyLabel label) {
        requireOpen();
        return secrets.containsKey(label) || rsaKeys.containsKey(label);
    }

    @Override
    public synchronized void destroy(KeyLabel label) {
        rsaKeys.remove(label);
        Secret gone = secrets.remove(label);
        if (gone != null) {
            Arrays.fill(gone.clear, (byte) 0);
        }
    }

    @Override
    public synchronized Bytes mac(KeyLabel key, MacAlgorithm algorithm, Bytes icv, Bytes data) {
        return BlockCiphers.mac(clear(key, algorithm.algorithm(), "mac"), algorithm, icv, data);
    }

    @Override
    public synchronized Bytes encrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return BlockCiphers.cipher(clear(key, mode.algorithm(), "encrypt"), mode, true, icv, data);
    }

    @Override
    public synchronized Bytes decrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return BlockCiphers.cipher(clear(key, mode.algorithm(), "decrypt"), mode, false, icv, data);
    }

    @Override
    public synchronized Bytes wrap(KeyLabel kek, KeyLabel key) {
        Bytes clear = Bytes.of(secret(key, "wrap").clear);
        return secrets(kek, "wrap", true, clear);
    }

    @Override
    public synchronized Bytes translate(KeyLabel from, KeyLabel to, Bytes cryptogram) {
        secret(to, "translate");
        return secrets(to, "translate", true, secrets(from, "translate", false, cryptogram));
    }

    /** Enciphers or deciphers what travels under a key as secrets do. */
    private Bytes secrets(KeyLabel label, String operation, boolean encrypt, Bytes data) {
        Secret key = secret(label, operation);
        KeyAlgorithm algorithm = key.info.kind().algorithm();
        return BlockCiphers.cipher(
                key.clear,
                CipherMode.forSecrets(algorithm),
                encrypt,
                algorithm.zeroIcv(),
                encrypt ? algorithm.paddedWhereNeeded(data) : data);
    }

    @Override
    public synchronized RSAPublicKey generateRsa(KeyLabel label, int bits, int exponent) {
        if (exponent != 3 && exponent != 65537) {
            throw new IllegalArgumentException("RSA key '" + label + "': the public exponent is " + exponent
                    + ", expected 3 or 65537 (EMV Book 2, B2.1)");
        }
        return keep(label, RsaKey.generate(bits, exponent, random));
    }

    @Override
    public synchronized RSAPublicKey importRsa(KeyLabel label, RSAPrivateCrtKey key) {
        return keep(label, RsaKey.of(key));
    }

    private RSAPublicKey keep(KeyLabel label, RsaKey key) {
        requireOpen();
        destroy(label);
        rsaKeys.put(label, key);
        return key.publicKey();
    }

    @Override
    public synchronized RSAPublicKey rsaPublic(KeyLabel label) {
        return rsa(label, "RSA public").publicKey();
    }

    @Override
    public synchronized Bytes rsaPrivate(KeyLabel label, Bytes block) {
        RsaKey key = rsa(label, "RSA private");
        if (block.length() != key.length()
                || new BigInteger(1, block.toArray()).compareTo(key.publicKey().getModulus()) >= 0) {
            throw new IllegalArgumentException("RSA key '" + label + "' takes a block of " + key.length()
                    + " bytes below its modulus, not " + block.length() + " bytes or a greater number");
        }
        return key.power(block);
    }

    @Override
    public synchronized CardRsaKey generateCardRsa(int bits, KeyLabel transportKey) {
        secret(transportKey, "generate card RSA");
        RsaKey key = RsaKey.generate(bits, CARD_EXPONENT, random);
        return CardRsaKey.of(key.privateKey(), clear -> secrets(transportKey, "generate card RSA", true, clear));
    }

    @Override
    public synchronized Bytes random(int count) {
        requireOpen();
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private byte[] clear(KeyLabel label, KeyAlgorithm algorithm, String operation) {
        Secret secret = secret(label, operation);
        if (secret.info.kind().algorithm() != algorithm) {
            throw HsmException.wrongKind(this, operation, secret.info, algorithm);
        }
        return secret.clear;
    }

    private Secret secret(KeyLabel label, String operation) {
        requireOpen();
        Secret secret = secrets.get(label);
        if (secret == null) {
            throw HsmException.noKey(this, operation, label);
        }
        return secret;
    }

    private RsaKey rsa(KeyLabel label, String operation) {
        requireOpen();
        RsaKey key = rsaKeys.get(label);
        if (key == null) {
            throw HsmException.noKey(this, operation, label);
        }
        return key;
    }

    private void requireOpen() {
        if (closed) {
            throw HsmException.closed(this);
        }
    }

    @Override
    public synchronized void close() {
        secrets.values().forEach(secret -> Arrays.fill(secret.clear, (byte) 0));
        secrets.clear();
        rsaKeys.clear();
        closed = true;
    }
}

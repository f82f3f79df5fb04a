package dev.tapbench.drivers.pkcs11;

import dev.tapbench.drivers.pkcs11.KeyTable.Secret;
import dev.tapbench.drivers.pkcs11.RsaKeys.TokenKeyPair;
import dev.tapbench.drivers.pkcs11.SecretKeys.Made;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmCapability;
import dev.tapbench.ports.hsm.HsmException;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A module on a token. Labels are this module's; the keys are objects of the token's session and are gone with it. See the
 * package's note for what the token does and what host memory sees.
 */
final class Pkcs11Hsm<K> implements Hsm {
    /** A card's RSA exponent: the short one keeps certificates and records short (EMV Book 2, B2.1). */
    private static final int CARD_EXPONENT = 3;

    @FunctionalInterface
    private interface TokenCall<T> {
        T run() throws GeneralSecurityException;
    }

    private final String name;
    private final Pkcs11Token token;
    private final SecretKeys<K> secretKeys;
    private final RsaKeys rsaKeys;
    private final KeyTable<K> keys;
    private boolean closed;

    private Pkcs11Hsm(String name, Pkcs11Token token, SecretKeys<K> secretKeys) {
        this.name = name;
        this.token = token;
        this.secretKeys = secretKeys;
        this.keys = new KeyTable<>(secretKeys);
        this.rsaKeys = new RsaKeys(token.provider());
    }

    /** @param derivesInside whether derived keys come to be in the token, through its own functions */
    static Hsm open(String name, Pkcs11Token token, boolean derivesInside) {
        synchronized (token) {
            try {
                return derivesInside
                        ? new Pkcs11Hsm<>(name, token, new NativeKeys(token.session(), token.meets(Need.CMAC)))
                        : new Pkcs11Hsm<>(name, token, new ProviderKeys(token.provider()));
            } catch (GeneralSecurityException | ProviderException e) {
                throw token.failed(name + " cannot make its storage key", e);
            }
        }
    }

    private <T> T inToken(String operation, KeyLabel label, TokenCall<T> call) {
        synchronized (token) {
            if (closed) {
                throw HsmException.closed(this);
            }
            token.loss().ifPresent(code -> {
                throw new HsmException(name + " cannot " + operation + " with key '" + label
                        + "': the token went away (" + code + ") and its keys with it; open the module again");
            });
            try {
                return call.run();
            } catch (GeneralSecurityException | ProviderException e) {
                throw token.failed(name + " cannot " + operation + " with key '" + label + "'", e);
            }
        }
    }

    @Override
    public Set<HsmCapability> capabilities() {
        return secretKeys.capabilities();
    }

    @Override
    public boolean lost() {
        return token.isLost();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public KeyInfo importKey(KeyLabel label, KeyKind kind, Bytes clear) {
        if (clear.length() != kind.length()) {
            throw new IllegalArgumentException(
                    "key '" + label + "' has " + clear.length() + " bytes: expected " + kind.length() + " for " + kind);
        }
        return inToken("import", label, () -> {
            byte[] bytes = clear.toArray();
            try {
                Made<K> made = new Made<>(secretKeys.put(kind, bytes), KeyInfo.Lived.HOST_MEMORY);
                return keys.keep(label, kind, made, Optional.empty(), Optional.empty());
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        });
    }

    @Override
    public KeyInfo generateKey(KeyLabel label, KeyKind kind) {
        return inToken(
                "generate",
                label,
                () -> keys.keep(label, kind, secretKeys.generate(kind), Optional.empty(), Optional.empty()));
    }

    @Override
    public KeyInfo derive(KeyLabel label, KeyLabel parent, Derivation derivation) {
        return inToken("derive", parent, () -> {
            K from = key(parent, derivation.method().algorithm(), "derive");
            Made<K> made = secretKeys.derive(from, derivation);
            return keys.keep(label, derivation.kind(), made, Optional.of(parent), Optional.of(derivation));
        });
    }

    @Override
    public KeyInfo info(KeyLabel label) {
        return inToken("info", label, () -> secret(label, "info").info());
    }

    @Override
    public boolean has(KeyLabel label) {
        return inToken(
                "has",
                label,
                () -> keys.pair(label).isPresent() || keys.secret(label).isPresent());
    }

    /** Of a token that went away there is nothing to destroy. */
    @Override
    public void destroy(KeyLabel label) {
        synchronized (token) {
            if (closed || token.isLost()) {
                return;
            }
            inToken("destroy", label, () -> {
                keys.forget(label);
                return label;
            });
        }
    }

    @Override
    public Bytes mac(KeyLabel key, MacAlgorithm algorithm, Bytes icv, Bytes data) {
        return inToken("mac", key, () -> {
            K secret = key(key, algorithm.algorithm(), "mac");
            return Bytes.of(secretKeys.mac(secret, algorithm, algorithm.requireIcv(icv), data));
        });
    }

    @Override
    public Bytes encrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return inToken("encrypt", key, () -> cipher(key(key, mode.algorithm(), "encrypt"), mode, true, icv, data));
    }

    @Override
    public Bytes decrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return inToken("decrypt", key, () -> cipher(key(key, mode.algorithm(), "decrypt"), mode, false, icv, data));
    }

    private Bytes cipher(K key, CipherMode mode, boolean encrypt, Bytes icv, Bytes data)
            throws GeneralSecurityException {
        byte[] vector = mode.chained() ? mode.algorithm().requireIcv(icv).toArray() : new byte[0];
        return Bytes.of(secretKeys.cipher(
                key,
                mode,
                encrypt,
                vector,
                mode.algorithm().requireBlocks(data, "data").toArray()));
    }

    @Override
    public Bytes wrap(KeyLabel kek, KeyLabel key) {
        return inToken("wrap", key, () -> {
            Secret<K> under = secret(kek, "wrap");
            Secret<K> carried = secret(key, "wrap");
            if (wrapsInside(under, carried)) {
                return Bytes.of(secretKeys.wrapInside(under.key(), carried.key()));
            }
            byte[] clear = secretKeys.clear(carried.key());
            keys.seenByHost(carried);
            return enciphered(under, clear);
        });
    }

    private boolean wrapsInside(Secret<K> kek, Secret<K> key) {
        return secretKeys.wrapsInside(kek.info().kind(), key.info().kind());
    }

    @Override
    public KeyInfo.Lived clearDuringWrap(KeyLabel kek, KeyLabel key) {
        return inToken(
                "wrap",
                key,
                () -> wrapsInside(secret(kek, "wrap"), secret(key, "wrap"))
                        ? KeyInfo.Lived.TOKEN
                        : KeyInfo.Lived.HOST_MEMORY);
    }

    @Override
    public Bytes translate(KeyLabel from, KeyLabel to, Bytes cryptogram) {
        return inToken("translate", from, () -> {
            Secret<K> source = secret(from, "translate");
            Secret<K> under = secret(to, "translate");
            KeyAlgorithm algorithm = source.info().kind().algorithm();
            return enciphered(
                    under,
                    secretKeys.cipher(
                            source.key(),
                            CipherMode.forSecrets(algorithm),
                            false,
                            algorithm.zeroIcv().toArray(),
                            algorithm
                                    .requireBlocks(cryptogram, "the cryptogram")
                                    .toArray()));
        });
    }

    /** Enciphers as secrets travel, and overwrites the clear. */
    private Bytes enciphered(Secret<K> under, byte[] clear) throws GeneralSecurityException {
        KeyAlgorithm algorithm = under.info().kind().algorithm();
        byte[] blocks = paddedWhereNeeded(algorithm, clear);
        try {
            return Bytes.of(secretKeys.cipher(
                    under.key(),
                    CipherMode.forSecrets(algorithm),
                    true,
                    algorithm.zeroIcv().toArray(),
                    blocks));
        } finally {
            Arrays.fill(clear, (byte) 0);
            Arrays.fill(blocks, (byte) 0);
        }
    }

    /** As the algorithm pads, in an array that can be overwritten. */
    private static byte[] paddedWhereNeeded(KeyAlgorithm algorithm, byte[] clear) {
        int beyond = clear.length % algorithm.blockLength();
        if (beyond == 0) {
            return clear;
        }
        byte[] blocks = Arrays.copyOf(clear, clear.length + algorithm.blockLength() - beyond);
        blocks[clear.length] = (byte) 0x80;
        return blocks;
    }

    @Override
    public RSAPublicKey generateRsa(KeyLabel label, int bits, int exponent) {
        if (exponent != 3 && exponent != 65537) {
            throw new IllegalArgumentException("RSA key '" + label + "': the public exponent is " + exponent
                    + ", expected 3 or 65537 (EMV Book 2, B2.1)");
        }
        return inToken("generate RSA", label, () -> keep(label, rsaKeys.generate(bits, exponent)));
    }

    @Override
    public RSAPublicKey importRsa(KeyLabel label, RSAPrivateCrtKey key) {
        return inToken("import RSA", label, () -> keep(label, rsaKeys.put(key)));
    }

    private RSAPublicKey keep(KeyLabel label, TokenKeyPair pair) throws GeneralSecurityException {
        keys.keep(label, pair);
        return pair.publicKey();
    }

    @Override
    public RSAPublicKey rsaPublic(KeyLabel label) {
        return inToken("RSA public", label, () -> pair(label, "RSA public").publicKey());
    }

    @Override
    public Bytes rsaPrivate(KeyLabel label, Bytes block) {
        return inToken("RSA private", label, () -> {
            TokenKeyPair pair = pair(label, "RSA private");
            if (block.length() != pair.length()
                    || new BigInteger(1, block.toArray())
                                    .compareTo(pair.publicKey().getModulus())
                            >= 0) {
                throw new IllegalArgumentException("RSA key '" + label + "' takes a block of " + pair.length()
                        + " bytes below its modulus, not " + block.length() + " bytes or a greater number");
            }
            return rsaKeys.power(pair, block);
        });
    }

    @Override
    public CardRsaKey generateCardRsa(int bits, KeyLabel transportKey) {
        return inToken("generate card RSA", transportKey, () -> {
            Secret<K> transport = secret(transportKey, "generate card RSA");
            RSAPrivateCrtKey key = RsaKeys.generateOutside(bits, CARD_EXPONENT);
            return CardRsaKey.of(
                    key,
                    clear -> inToken("generate card RSA", transportKey, () -> enciphered(transport, clear.toArray())));
        });
    }

    @Override
    public Bytes random(int count) {
        return inToken("random", KeyLabel.of("none"), () -> {
            return Bytes.of(secretKeys.random(count));
        });
    }

    private K key(KeyLabel label, KeyAlgorithm algorithm, String operation) throws GeneralSecurityException {
        Secret<K> secret = secret(label, operation);
        if (secret.info().kind().algorithm() != algorithm) {
            throw HsmException.wrongKind(this, operation, secret.info(), algorithm);
        }
        return secret.key();
    }

    private Secret<K> secret(KeyLabel label, String operation) throws GeneralSecurityException {
        return keys.secret(label).orElseThrow(() -> HsmException.noKey(this, operation, label));
    }

    private TokenKeyPair pair(KeyLabel label, String operation) {
        return keys.pair(label).orElseThrow(() -> HsmException.noKey(this, operation, label));
    }

    /**
     * The session stays: other modules of this process may be on the same token. That the token has gone is no failure of
     * closing: its keys are destroyed already.
     */
    @Override
    public void close() {
        synchronized (token) {
            if (closed) {
                return;
            }
            try {
                if (!token.isLost()) {
                    keys.labels().forEach(this::destroy);
                    destroyRoots();
                }
            } catch (HsmException e) {
                if (!token.isLost()) {
                    throw e;
                }
            } finally {
                closed = true;
            }
            if (token.isLost()) {
                Pkcs11Token.keepForGood(this);
            }
        }
    }

    private void destroyRoots() {
        try {
            secretKeys.destroyRoots();
        } catch (GeneralSecurityException e) {
            throw token.failed(name + " cannot be closed", e);
        }
    }
}

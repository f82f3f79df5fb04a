package dev.tapbench.drivers.pkcs11;

import dev.tapbench.drivers.pkcs11.RsaKeys.TokenKeyPair;
import dev.tapbench.drivers.pkcs11.SecretKeys.TokenKey;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.CipherMode;
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
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A module on a token. Labels are this module's; the keys are objects of the token's session and are gone with it. See the
 * package's note for what the token does and what host memory sees.
 */
final class Pkcs11Hsm implements Hsm {
    /** A card's RSA exponent: the short one keeps certificates and records short (EMV Book 2, B2.1). */
    private static final int CARD_EXPONENT = 3;

    private record Secret(TokenKey key, KeyInfo info) {}

    @FunctionalInterface
    private interface TokenCall<T> {
        T run() throws GeneralSecurityException;
    }

    private final String name;
    private final Pkcs11Token token;
    private final SecretKeys secretKeys;
    private final RsaKeys rsaKeys;
    private final Map<KeyLabel, Secret> secrets = new HashMap<>();
    private final Map<KeyLabel, TokenKeyPair> pairs = new HashMap<>();
    private boolean closed;

    Pkcs11Hsm(String name, Pkcs11Token token) {
        this.name = name;
        this.token = token;
        this.rsaKeys = new RsaKeys(token.provider());
        synchronized (token) {
            try {
                this.secretKeys = new SecretKeys(token.provider());
            } catch (GeneralSecurityException | ProviderException e) {
                throw Pkcs11Token.failure(name + " cannot make its storage key", e);
            }
        }
    }

    private <T> T inToken(String operation, KeyLabel label, TokenCall<T> call) {
        synchronized (token) {
            if (closed) {
                throw HsmException.closed(this);
            }
            try {
                return call.run();
            } catch (GeneralSecurityException | ProviderException e) {
                throw Pkcs11Token.failure(name + " cannot " + operation + " with key '" + label + "'", e);
            }
        }
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
        return inToken("import", label, () -> keep(label, kind, clear.toArray(), Optional.empty(), Optional.empty()));
    }

    @Override
    public KeyInfo generateKey(KeyLabel label, KeyKind kind) {
        return inToken("generate", label, () -> {
            byte[] clear = new byte[kind.length()];
            fillRandom(clear);
            return keep(label, kind, clear, Optional.empty(), Optional.empty());
        });
    }

    @Override
    public KeyInfo derive(KeyLabel label, KeyLabel parent, Derivation derivation) {
        return inToken("derive", parent, () -> {
            TokenKey from = key(parent, derivation.method().algorithm(), "derive");
            byte[] clear = secretKeys.derive(from, derivation);
            return keep(label, derivation.kind(), clear, Optional.of(parent), Optional.of(derivation));
        });
    }

    /** Puts the key into the token and overwrites it here. */
    private KeyInfo keep(
            KeyLabel label, KeyKind kind, byte[] clear, Optional<KeyLabel> parent, Optional<Derivation> derivation)
            throws GeneralSecurityException {
        try {
            TokenKey key = secretKeys.put(kind, clear);
            KeyCheckValue checkValue = KeyCheckValue.of(secretKeys.checkValueCryptogram(key, kind.algorithm()));
            KeyInfo info = new KeyInfo(label, kind, parent, derivation, checkValue, KeyInfo.Lived.HOST_MEMORY);
            pairs.remove(label);
            secrets.put(label, new Secret(key, info));
            return info;
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    @Override
    public KeyInfo info(KeyLabel label) {
        return inToken("info", label, () -> secret(label, "info").info());
    }

    @Override
    public boolean has(KeyLabel label) {
        return inToken("has", label, () -> secrets.containsKey(label) || pairs.containsKey(label));
    }

    /** The platform gives the object back to the token when its handle is collected. */
    @Override
    public void destroy(KeyLabel label) {
        synchronized (token) {
            secrets.remove(label);
            pairs.remove(label);
        }
    }

    @Override
    public Bytes mac(KeyLabel key, MacAlgorithm algorithm, Bytes icv, Bytes data) {
        return inToken("mac", key, () -> {
            TokenKey secret = key(key, algorithm.algorithm(), "mac");
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

    private Bytes cipher(TokenKey key, CipherMode mode, boolean encrypt, Bytes icv, Bytes data)
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
            Secret under = secret(kek, "wrap");
            return enciphered(under, secretKeys.unseal(secret(key, "wrap").key()));
        });
    }

    @Override
    public Bytes translate(KeyLabel from, KeyLabel to, Bytes cryptogram) {
        return inToken("translate", from, () -> {
            Secret source = secret(from, "translate");
            Secret under = secret(to, "translate");
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
    private Bytes enciphered(Secret under, byte[] clear) throws GeneralSecurityException {
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

    private RSAPublicKey keep(KeyLabel label, TokenKeyPair pair) {
        secrets.remove(label);
        pairs.put(label, pair);
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
            Secret transport = secret(transportKey, "generate card RSA");
            RSAPrivateCrtKey key = RsaKeys.generateOutside(bits, CARD_EXPONENT);
            return CardRsaKey.of(
                    key,
                    clear -> inToken("generate card RSA", transportKey, () -> enciphered(transport, clear.toArray())));
        });
    }

    @Override
    public Bytes random(int count) {
        return inToken("random", KeyLabel.of("none"), () -> {
            byte[] bytes = new byte[count];
            fillRandom(bytes);
            return Bytes.of(bytes);
        });
    }

    private void fillRandom(byte[] bytes) throws GeneralSecurityException {
        SecureRandom.getInstance("PKCS11", token.provider()).nextBytes(bytes);
    }

    private TokenKey key(KeyLabel label, KeyAlgorithm algorithm, String operation) {
        Secret secret = secret(label, operation);
        if (secret.info().kind().algorithm() != algorithm) {
            throw HsmException.wrongKind(this, operation, secret.info(), algorithm);
        }
        return secret.key();
    }

    private Secret secret(KeyLabel label, String operation) {
        Secret secret = secrets.get(label);
        if (secret == null) {
            throw HsmException.noKey(this, operation, label);
        }
        return secret;
    }

    private TokenKeyPair pair(KeyLabel label, String operation) {
        TokenKeyPair pair = pairs.get(label);
        if (pair == null) {
            throw HsmException.noKey(this, operation, label);
        }
        return pair;
    }

    /** The session stays: other modules of this process may be on the same token. */
    @Override
    public void close() {
        synchronized (token) {
            secrets.clear();
            pairs.clear();
            closed = true;
        }
    }
}

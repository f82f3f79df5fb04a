package dev.tapbench.drivers.pkcs11;

import dev.tapbench.drivers.pkcs11.RsaKeys.TokenKeyPair;
import dev.tapbench.drivers.pkcs11.SecretKeys.TokenKey;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Blocks;
import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmException;
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
            TokenKey from = tripleDes(parent, "derive");
            byte[] data = derivation.data().toArray();
            if (data.length != KeyKind.TDES.length()) {
                throw new IllegalArgumentException("derivation data for key '" + label + "' has " + data.length
                        + " bytes: expected " + KeyKind.TDES.length());
            }
            byte[] clear = switch (derivation.method()) {
                case TDES_ECB -> secretKeys.tripleDesEcb(from, true, data);
                case TDES_CBC -> secretKeys.tripleDesCbc(from, true, new byte[Blocks.LENGTH], data);
            };
            return keep(label, KeyKind.TDES, clear, Optional.of(parent), Optional.of(derivation));
        });
    }

    /** Puts the key into the token and overwrites it here. */
    private KeyInfo keep(
            KeyLabel label, KeyKind kind, byte[] clear, Optional<KeyLabel> parent, Optional<Derivation> derivation)
            throws GeneralSecurityException {
        try {
            TokenKey key = secretKeys.put(kind, clear);
            KeyCheckValue checkValue = new KeyCheckValue(Bytes.of(secretKeys.checkValue(key, kind)));
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
            TokenKey secret = tripleDes(key, "mac");
            Blocks.requireIcv(icv);
            Bytes padded = Blocks.padded(data);
            return switch (algorithm) {
                case RETAIL -> retailMac(secret, icv, padded);
                case TDES_CBC -> lastBlock(secretKeys.tripleDesCbc(secret, true, icv.toArray(), padded.toArray()));
            };
        });
    }

    /** ISO/IEC 9797-1 algorithm 3: DES in CBC up to the last block, that one under the whole key. */
    private Bytes retailMac(TokenKey key, Bytes icv, Bytes padded) throws GeneralSecurityException {
        int last = padded.length() - Blocks.LENGTH;
        Bytes chained = last == 0
                ? icv
                : lastBlock(secretKeys.desCbcLeftHalf(
                        key, icv.toArray(), padded.slice(0, last).toArray()));
        return Bytes.of(secretKeys.tripleDesEcb(
                key, true, chained.xor(padded.from(last)).toArray()));
    }

    private static Bytes lastBlock(byte[] blocks) {
        return Bytes.of(blocks).from(blocks.length - Blocks.LENGTH);
    }

    @Override
    public Bytes encrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return inToken("encrypt", key, () -> cipher(tripleDes(key, "encrypt"), mode, true, icv, data));
    }

    @Override
    public Bytes decrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return inToken("decrypt", key, () -> cipher(tripleDes(key, "decrypt"), mode, false, icv, data));
    }

    private Bytes cipher(TokenKey key, CipherMode mode, boolean encrypt, Bytes icv, Bytes data)
            throws GeneralSecurityException {
        byte[] blocks = Blocks.requireWhole(data, "data").toArray();
        return Bytes.of(
                switch (mode) {
                    case TDES_ECB -> secretKeys.tripleDesEcb(key, encrypt, blocks);
                    case TDES_CBC ->
                        secretKeys.tripleDesCbc(
                                key, encrypt, Blocks.requireIcv(icv).toArray(), blocks);
                    case DES_ECB_LEFT_HALF -> secretKeys.desEcbLeftHalf(key, encrypt, blocks);
                });
    }

    @Override
    public Bytes wrap(KeyLabel kek, KeyLabel key) {
        return inToken("wrap", key, () -> {
            TokenKey under = tripleDes(kek, "wrap");
            byte[] clear = secretKeys.unseal(secret(key, "wrap").key());
            return enciphered(under, clear);
        });
    }

    @Override
    public Bytes translate(KeyLabel from, KeyLabel to, Bytes cryptogram) {
        return inToken("translate", from, () -> {
            Blocks.requireWhole(cryptogram, "the cryptogram");
            TokenKey under = tripleDes(to, "translate");
            byte[] clear = secretKeys.tripleDesEcb(tripleDes(from, "translate"), false, cryptogram.toArray());
            return enciphered(under, clear);
        });
    }

    private Bytes enciphered(TokenKey under, byte[] clear) throws GeneralSecurityException {
        try {
            return Bytes.of(secretKeys.tripleDesEcb(under, true, clear));
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
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
            TokenKey transport = tripleDes(transportKey, "generate card RSA");
            RSAPrivateCrtKey key = RsaKeys.generateOutside(bits, CARD_EXPONENT);
            return CardRsaKey.of(
                    key,
                    clear -> inToken(
                            "generate card RSA",
                            transportKey,
                            () -> Bytes.of(secretKeys.tripleDesEcb(transport, true, clear.toArray()))));
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

    private TokenKey tripleDes(KeyLabel label, String operation) {
        Secret secret = secret(label, operation);
        if (secret.info().kind() != KeyKind.TDES) {
            throw HsmException.wrongKind(this, operation, secret.info(), KeyKind.TDES);
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

package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;

/**
 * A hardware security module: operations on key labels, never key bytes. Not for live keys: Tapbench holds test keys only.
 *
 * <p>Every operation throws {@link HsmException} when the module fails or a label is unknown, naming the label and the
 * operation; {@link IllegalArgumentException} when data has a wrong length. One instance serves one thread at a time.
 */
public interface Hsm extends AutoCloseable {
    /** The module's name, for people: driver and token. */
    String name();

    /** Puts a test key under a label; a key already there is replaced. */
    KeyInfo importKey(KeyLabel label, KeyKind kind, Bytes clear);

    /** Makes a key inside the module. */
    KeyInfo generateKey(KeyLabel label, KeyKind kind);

    /** Derives a triple-DES key from another and keeps it under {@code label}. */
    KeyInfo derive(KeyLabel label, KeyLabel parent, Derivation derivation);

    /** What may be known of a key. */
    KeyInfo info(KeyLabel label);

    /** Whether there is such a key; a closed module does not know and throws. */
    boolean has(KeyLabel label);

    /** Forgets a key; harmless when there is none. */
    void destroy(KeyLabel label);

    /**
     * The 8-byte MAC over {@code data}.
     *
     * @param icv initial chaining value, 8 bytes
     */
    Bytes mac(KeyLabel key, MacAlgorithm algorithm, Bytes icv, Bytes data);

    /** Enciphers whole blocks; {@code icv} is 8 bytes and used by CBC only. */
    Bytes encrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data);

    /** Deciphers whole blocks; {@code icv} is 8 bytes and used by CBC only. */
    Bytes decrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data);

    /** The secret key {@code key}, enciphered under {@code kek} in ECB (EMV CPS 1.1, 4.3: DGI 8000). */
    Bytes wrap(KeyLabel kek, KeyLabel key);

    /** Deciphers under {@code from} and enciphers under {@code to}, both ECB, without showing the clear to the caller. */
    Bytes translate(KeyLabel from, KeyLabel to, Bytes cryptogram);

    /** Where the clear is between the two steps of {@link #wrap} and {@link #translate}. */
    default KeyInfo.Lived clearBetween() {
        return KeyInfo.Lived.HOST_MEMORY;
    }

    /** Makes an RSA key pair with public exponent 3 or 65537 and keeps it under {@code label}. */
    RSAPublicKey generateRsa(KeyLabel label, int bits, int exponent);

    /** Puts an RSA test key under a label. */
    RSAPublicKey importRsa(KeyLabel label, RSAPrivateCrtKey key);

    /** The public half of an RSA key. */
    RSAPublicKey rsaPublic(KeyLabel label);

    /** Raw RSA with the private key (EMV Book 2 A2.1): {@code block} is as long as the modulus; so is the result. */
    Bytes rsaPrivate(KeyLabel label, Bytes block);

    /** Makes an RSA key for a card and gives it out under a transport key; the module keeps none of it. */
    CardRsaKey generateCardRsa(int bits, KeyLabel transportKey);

    Bytes random(int count);

    @Override
    void close();
}

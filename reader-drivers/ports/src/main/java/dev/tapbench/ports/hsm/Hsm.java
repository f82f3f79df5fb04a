package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;

/**
 * A hardware security module: operations on key labels, never key bytes. Not for live keys: Tapbench holds test keys only.
 *
 * <p>Every operation throws {@link HsmException} when the module fails or a label is unknown, naming the label and the
 * operation; {@link IllegalArgumentException} when data has a wrong length. One instance serves one thread at a time.
 */
public interface Hsm extends AutoCloseable {
    /** The module's name, for people: driver and token. */
    String name();

    /** What this module can do beyond the operations below. */
    default Set<HsmCapability> capabilities() {
        return Set.of();
    }

    /** Whether the device went away after the module was opened: its keys are gone, and it has to be opened again. */
    default boolean lost() {
        return false;
    }

    /** Puts a test key under a label; a key already there is replaced. */
    KeyInfo importKey(KeyLabel label, KeyKind kind, Bytes clear);

    /** Makes a key inside the module. */
    KeyInfo generateKey(KeyLabel label, KeyKind kind);

    /** Derives a key from another of the same algorithm and keeps it under {@code label}. */
    KeyInfo derive(KeyLabel label, KeyLabel parent, Derivation derivation);

    /** What may be known of a key. */
    KeyInfo info(KeyLabel label);

    /** Whether there is such a key; a closed module does not know and throws. */
    boolean has(KeyLabel label);

    /** Forgets a key; harmless when there is none. */
    void destroy(KeyLabel label);

    /**
     * The MAC over {@code data}, as long as {@link MacAlgorithm#length} says.
     *
     * @param icv initial chaining value: 8 bytes, and none for {@link MacAlgorithm#AES_CMAC}
     */
    Bytes mac(KeyLabel key, MacAlgorithm algorithm, Bytes icv, Bytes data);

    /** Enciphers whole blocks; {@code icv} is one block and used by CBC only. */
    Bytes encrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data);

    /** Deciphers whole blocks; {@code icv} is one block and used by CBC only. */
    Bytes decrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data);

    /**
     * The secret key {@code key}, enciphered under {@code kek} as secrets travel to a card: under triple DES in ECB (EMV CPS
     * 1.1, 4.3: DGI 8000), under AES in CBC from a zero vector (GlobalPlatform Amendment D, 6.2.8). Where the key is no whole
     * number of {@code kek}'s blocks, it is padded with 80 00 .. .
     */
    Bytes wrap(KeyLabel kek, KeyLabel key);

    /**
     * Deciphers under {@code from} and enciphers under {@code to}, each as in {@link #wrap}, without showing the clear to the
     * caller. From triple DES to AES it is padded with 80 00 .. where it is no whole number of blocks; padding of
     * {@code from} stays, since only the receiver knows how long the secret is.
     */
    Bytes translate(KeyLabel from, KeyLabel to, Bytes cryptogram);

    /** Where the clear key is while {@link #wrap} works. */
    default KeyInfo.Lived clearDuringWrap(KeyLabel kek, KeyLabel key) {
        return KeyInfo.Lived.HOST_MEMORY;
    }

    /** Where the clear is between the two steps of {@link #translate}. */
    default KeyInfo.Lived clearDuringTranslate() {
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

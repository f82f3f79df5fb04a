package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Cmac;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.HsmCapability;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Secret keys inside one token, and the token's block ciphers. Failures are the token's own exceptions.
 *
 * @param <K> a key in the token
 */
interface SecretKeys<K> {
    /** A new key, and where its clear value has been. */
    record Made<K>(K key, KeyInfo.Lived lived) {}

    /** A key that somebody else has put into the token. */
    record Found<K>(K key, KeyKind kind) {}

    /** The caller overwrites the clear key. */
    K put(KeyKind kind, byte[] clear) throws GeneralSecurityException;

    Made<K> generate(KeyKind kind) throws GeneralSecurityException;

    Made<K> derive(K parent, Derivation derivation) throws GeneralSecurityException;

    void destroy(K key) throws GeneralSecurityException;

    /** Destroys the keys that these keys are kept or made with. */
    void destroyRoots() throws GeneralSecurityException;

    byte[] random(int count) throws GeneralSecurityException;

    /** Enciphers or deciphers whole blocks; the vector is used by CBC only. */
    byte[] cipher(K key, CipherMode mode, boolean encrypt, byte[] icv, byte[] data) throws GeneralSecurityException;

    /** Single DES in CBC under the left half of a triple-DES key. */
    byte[] leftHalfCbc(K key, byte[] icv, byte[] blocks) throws GeneralSecurityException;

    /** The clear key, for two calls to the token; the caller overwrites it. */
    byte[] clear(K key) throws GeneralSecurityException;

    /** The key that the token itself keeps under a label, where this can look for one. */
    default Optional<Found<K>> find(KeyLabel label) throws GeneralSecurityException {
        return Optional.empty();
    }

    /** Whether the token itself enciphers one key under another. */
    default boolean wrapsInside(KeyKind kek, KeyKind key) {
        return false;
    }

    /** One key under another as secrets travel, where {@link #wrapsInside}. */
    default byte[] wrapInside(K kek, K key) throws GeneralSecurityException {
        throw new IllegalStateException("this way to the token lets it wrap nothing");
    }

    default Set<HsmCapability> capabilities() {
        return Set.of();
    }

    /** Composed of the token's encipherments, as the package's note says. */
    default byte[] mac(K key, MacAlgorithm algorithm, Bytes icv, Bytes data) throws GeneralSecurityException {
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
    private byte[] retailMac(K key, Bytes icv, Bytes blocks) throws GeneralSecurityException {
        int last = blocks.length() - KeyAlgorithm.TDES.blockLength();
        Bytes chained = icv;
        if (last > 0) {
            byte[] all = leftHalfCbc(key, icv.toArray(), blocks.slice(0, last).toArray());
            chained = Bytes.of(all).from(last - KeyAlgorithm.TDES.blockLength());
        }
        return cipher(
                key,
                CipherMode.TDES_ECB,
                true,
                new byte[0],
                chained.xor(blocks.from(last)).toArray());
    }

    private byte[] last(CipherMode mode, K key, Bytes icv, Bytes blocks) throws GeneralSecurityException {
        byte[] all = cipher(key, mode, true, icv.toArray(), blocks.toArray());
        return Arrays.copyOfRange(all, all.length - mode.algorithm().blockLength(), all.length);
    }
}

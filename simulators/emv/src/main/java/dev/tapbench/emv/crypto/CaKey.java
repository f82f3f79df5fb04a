package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;

/**
 * A certification authority's public key as a terminal holds it (EMV Book 2, 5.2).
 *
 * @param rid registered application provider identifier, 5 bytes
 * @param index certification authority public key index 8F, 00 to FF
 * @param key the key
 */
public record CaKey(Bytes rid, int index, RSAPublicKey key) {
    private static final int RID_LENGTH = 5;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException when the RID has not 5 bytes or the index is no byte
     */
    public CaKey {
        if (rid.length() != RID_LENGTH || index < 0 || index > 0xFF) {
            throw new IllegalArgumentException(
                    "a certification authority's key is named by a RID of 5 bytes and an index"
                            + " of one byte (EMV Book 2, 5.2), not by '" + rid + "' and " + index);
        }
    }

    /** Check sum, 20 bytes: SHA-1 over RID, index, modulus and exponent (EMV Book 2, 11.2.2). */
    public Bytes checksum() {
        return Sha1.of(Bytes.concat(rid, Bytes.of(index), Rsa.modulus(key), Rsa.exponent(key)));
    }
}

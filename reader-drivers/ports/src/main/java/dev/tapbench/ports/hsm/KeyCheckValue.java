package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;
import java.util.Arrays;

/** The 3 leftmost bytes of a zero block (AES: a block of 01) enciphered under the key (GlobalPlatform Card 2.3.1, B.6). */
public record KeyCheckValue(Bytes value) {
    private static final int LENGTH = 3;

    public KeyCheckValue {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("a key check value has 3 bytes, not " + value.length());
        }
    }

    /** What is enciphered under the key, in ECB. */
    public static Bytes block(KeyAlgorithm algorithm) {
        byte[] block = new byte[algorithm.blockLength()];
        Arrays.fill(block, (byte) (algorithm == KeyAlgorithm.AES ? 1 : 0));
        return Bytes.of(block);
    }

    /**
     * Takes the first bytes.
     *
     * @param enciphered the {@link #block}, enciphered under the key
     */
    public static KeyCheckValue of(Bytes enciphered) {
        return new KeyCheckValue(enciphered.slice(0, LENGTH));
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}

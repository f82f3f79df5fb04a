package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;

/** The 3 leftmost bytes of a zero block (AES: a block of 01) enciphered under the key (GlobalPlatform Card 2.3.1, B.6). */
public record KeyCheckValue(Bytes value) {
    public KeyCheckValue {
        if (value.length() != 3) {
            throw new IllegalArgumentException("a key check value has 3 bytes, not " + value.length());
        }
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}

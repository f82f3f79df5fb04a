package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;

/** The 8-byte blocks of DES: what a module accepts, and the paddings that fill them. */
public final class Blocks {
    /** Length of a DES block in bytes. */
    public static final int LENGTH = 8;

    private static final Bytes MARK = Bytes.of(0x80);

    private Blocks() {}

    /**
     * The data, when it is one or more whole blocks.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static Bytes requireWhole(Bytes data, String what) {
        if (data.isEmpty() || data.length() % LENGTH != 0) {
            throw new IllegalArgumentException(
                    what + " has " + data.length() + " bytes: expected one or more whole blocks of " + LENGTH);
        }
        return data;
    }

    /**
     * The initial chaining value, when it is one block.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static Bytes requireIcv(Bytes icv) {
        if (icv.length() != LENGTH) {
            throw new IllegalArgumentException(
                    "the initial chaining value has " + icv.length() + " bytes: expected " + LENGTH);
        }
        return icv;
    }

    /** ISO/IEC 9797-1 padding method 2: 80, then zeros up to a whole block; always at least one byte more. */
    public static Bytes padded(Bytes data) {
        int zeros = LENGTH - 1 - data.length() % LENGTH;
        return Bytes.concat(data, MARK, Bytes.zeros(zeros));
    }

    /** Method 2 where the data is no whole number of blocks, otherwise the data as it is (EMV CPS 1.1, 4.3). */
    public static Bytes paddedWhereNeeded(Bytes data) {
        return !data.isEmpty() && data.length() % LENGTH == 0 ? data : padded(data);
    }
}

package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;
import java.util.Optional;

/** A block cipher: the blocks that it takes, and the paddings that fill them. */
public enum KeyAlgorithm {
    /** Triple DES; its blocks are those of DES. */
    TDES(8),
    AES(16);

    private static final Bytes MARK = Bytes.of(0x80);

    private final int blockLength;

    KeyAlgorithm(int blockLength) {
        this.blockLength = blockLength;
    }

    /** Length of a block in bytes. */
    public int blockLength() {
        return blockLength;
    }

    /** The initial chaining value where no other is named: a block of zeros. */
    public Bytes zeroIcv() {
        return Bytes.zeros(blockLength);
    }

    /**
     * The data, when it is one or more whole blocks.
     *
     * @throws IllegalArgumentException otherwise
     */
    public Bytes requireBlocks(Bytes data, String what) {
        if (data.isEmpty() || data.length() % blockLength != 0) {
            throw new IllegalArgumentException(
                    what + " has " + data.length() + " bytes: expected one or more whole blocks of " + blockLength);
        }
        return data;
    }

    /**
     * The initial chaining value, when it is one block.
     *
     * @throws IllegalArgumentException otherwise
     */
    public Bytes requireIcv(Bytes icv) {
        if (icv.length() != blockLength) {
            throw new IllegalArgumentException(
                    "the initial chaining value has " + icv.length() + " bytes: expected " + blockLength);
        }
        return icv;
    }

    /** ISO/IEC 9797-1 padding method 2: 80, then zeros up to a whole block; always at least one byte more. */
    public Bytes padded(Bytes data) {
        int zeros = blockLength - 1 - data.length() % blockLength;
        return Bytes.concat(data, MARK, Bytes.zeros(zeros));
    }

    /** The data without the padding of method 2; empty where whole blocks do not end with it. */
    public Optional<Bytes> unpadded(Bytes blocks) {
        int end = blocks.length();
        while (end > 0 && blocks.at(end - 1) == 0) {
            end--;
        }
        boolean padded = end > 0 && blocks.at(end - 1) == MARK.at(0) && blocks.length() - end < blockLength;
        return padded ? Optional.of(blocks.slice(0, end - 1)) : Optional.empty();
    }

    /** Method 2 where the data is no whole number of blocks, otherwise the data as it is (EMV CPS 1.1, 4.3). */
    public Bytes paddedWhereNeeded(Bytes data) {
        return !data.isEmpty() && data.length() % blockLength == 0 ? data : padded(data);
    }
}

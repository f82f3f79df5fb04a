package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/** A named bit of a bit-coded data element; byte and bit count from 1, b8 being the highest, as EMV writes them. */
public interface Bits {
    /**
     * Where a bit stands and what it says.
     *
     * @param byteNumber from 1
     * @param bit 8 to 1
     * @param meaning when set, in the words of the specification
     */
    record Place(int byteNumber, int bit, String meaning) {}

    Place place();

    /** Which byte, from 1. */
    default int byteNumber() {
        return place().byteNumber();
    }

    /** Which bit, 8 to 1. */
    default int bit() {
        return place().bit();
    }

    /** Its meaning when set, in the words of the specification. */
    default String meaning() {
        return place().meaning();
    }

    private int mask() {
        return 1 << (bit() - 1);
    }

    /** Whether it is set in {@code value}. */
    default boolean in(Bytes value) {
        return (value.at(byteNumber() - 1) & mask()) != 0;
    }

    /** A copy of {@code value} with it set. */
    default Bytes set(Bytes value) {
        byte[] bytes = value.toArray();
        bytes[byteNumber() - 1] |= (byte) mask();
        return Bytes.of(bytes);
    }

    /** A copy of {@code value} with it cleared. */
    default Bytes clear(Bytes value) {
        byte[] bytes = value.toArray();
        bytes[byteNumber() - 1] &= (byte) ~mask();
        return Bytes.of(bytes);
    }

    /**
     * Refuses a value of another length.
     *
     * @throws EmvDataException when the length differs
     */
    static Bytes requireLength(Bytes value, int length, String what) {
        if (value.length() != length) {
            throw new EmvDataException(
                    what + " has " + value.length() + " bytes, expected " + length + ": '" + value + "'");
        }
        return value;
    }
}

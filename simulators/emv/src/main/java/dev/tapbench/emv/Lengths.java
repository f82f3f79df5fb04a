package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/** The lengths that values of fixed length have. */
final class Lengths {
    private Lengths() {}

    /**
     * Refuses a value of another length.
     *
     * @throws EmvDataException when the length differs
     */
    static Bytes require(Bytes value, int length, String what) {
        if (value.length() != length) {
            throw new EmvDataException(
                    what + " has " + value.length() + " bytes, expected " + length + ": '" + value + "'");
        }
        return value;
    }
}

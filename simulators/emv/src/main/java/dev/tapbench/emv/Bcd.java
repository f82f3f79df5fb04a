package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/** Format n: two decimal digits a byte, right justified, padded with zeros (EMV Book 3, 4.3). */
public final class Bcd {
    private static final int MOST_DIGITS = 18;

    private Bcd() {}

    /**
     * Reads or writes the digits.
     *
     * @throws IllegalArgumentException when the number is negative or does not fit
     */
    public static Bytes encode(long number, int length) {
        String digits = Long.toString(number);
        if (number < 0 || digits.length() > 2 * length) {
            throw new IllegalArgumentException(number + " does not fit into n" + 2 * length);
        }
        return Bytes.hex("0".repeat(2 * length - digits.length()) + digits);
    }

    /**
     * Reads or writes the digits.
     *
     * @throws EmvDataException when a digit is above 9; {@code what} names the data in the message
     */
    public static long decode(Bytes value, String what) {
        String hex = value.toHex();
        if (!hex.chars().allMatch(Character::isDigit) || hex.isEmpty()) {
            throw new EmvDataException(what + " is " + hex + ": format n has decimal digits only (EMV Book 3, 4.3)");
        }
        if (hex.length() > MOST_DIGITS) {
            throw new EmvDataException(
                    what + " has " + hex.length() + " digits, expected at most " + MOST_DIGITS + ": " + hex);
        }
        return Long.parseLong(hex);
    }
}

package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * A primary account number (ISO/IEC 7812-1). Prints masked.
 *
 * @param digits 8 to 19 decimal digits
 */
public record Pan(String digits) {
    public Pan {
        if (digits.length() < 8 || digits.length() > 19 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a PAN has 8 to 19 decimal digits (ISO/IEC 7812-1), not a text of "
                    + digits.length() + " characters");
        }
    }

    /**
     * A PAN.
     *
     * @throws IllegalArgumentException when it has not 8 to 19 decimal digits
     */
    public static Pan of(String digits) {
        return new Pan(digits);
    }

    /** The number whose check digit (ISO/IEC 7812-1, Annex B) completes {@code withoutCheckDigit}. */
    public static Pan withCheckDigit(String withoutCheckDigit) {
        for (char check = '0'; check <= '9'; check++) {
            Pan pan = new Pan(withoutCheckDigit + check);
            if (pan.luhnValid()) {
                return pan;
            }
        }
        throw new IllegalStateException("one of ten check digits always fits");
    }

    /**
     * Reads format cn: two digits a byte, padded on the right with F (EMV Book 3, 4.3).
     *
     * @throws EmvDataException when it is not such
     */
    public static Pan ofBcd(Bytes value) {
        String digits = value.toHex().replaceFirst("F+$", "");
        try {
            return new Pan(digits);
        } catch (IllegalArgumentException e) {
            throw new EmvDataException("a PAN of " + value.length() + " bytes is not 8 to 19 digits in format cn", e);
        }
    }

    /** Format cn, padded with one F where the number of digits is odd. */
    public Bytes toBcd() {
        return Bytes.hex(digits.length() % 2 == 0 ? digits : digits + "F");
    }

    /** Whether the last digit is the check digit of those before it (ISO/IEC 7812-1, Annex B). */
    public boolean luhnValid() {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    /** The first six digits and the last four, the rest hidden. */
    public String masked() {
        return digits.length() < 13
                ? "*".repeat(digits.length() - 4) + digits.substring(digits.length() - 4)
                : digits.substring(0, 6) + "*".repeat(digits.length() - 10) + digits.substring(digits.length() - 4);
    }

    @Override
    public String toString() {
        return masked();
    }
}

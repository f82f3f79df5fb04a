package dev.tapbench.emv;

/**
 * A personal identification number (ISO 9564-1). Prints masked, even its length.
 *
 * @param digits 4 to 12 decimal digits
 */
public record Pin(String digits) {
    public Pin {
        if (digits.length() < 4 || digits.length() > 12 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a PIN has 4 to 12 decimal digits (ISO 9564-1, 8.1)");
        }
    }

    /**
     * A PIN.
     *
     * @throws IllegalArgumentException when it has not 4 to 12 decimal digits
     */
    public static Pin of(String digits) {
        return new Pin(digits);
    }

    @Override
    public String toString() {
        return "PIN ****";
    }
}

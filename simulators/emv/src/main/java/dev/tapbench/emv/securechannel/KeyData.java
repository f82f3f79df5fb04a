package dev.tapbench.emv.securechannel;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.ports.Bytes;

/**
 * Key diversification data of a chip (EMV CPS 1.1, 4.1): identifier of the master key KMC(6), the issuer identification number
 * right justified and padded with F or 0, and chip serial number(4).
 *
 * @param value 10 bytes
 */
public record KeyData(Bytes value) {
    /** Length in bytes. */
    public static final int LENGTH = 10;

    /** Checks the length. */
    public KeyData {
        if (value.length() != LENGTH) {
            throw new EmvDataException(
                    "KEYDATA has " + value.length() + " bytes, expected 10 (EMV CPS 1.1, 4.1): '" + value + "'");
        }
    }

    /** KEYDATA of a chip; {@code issuer} is its issuer identification number, 6 to 8 digits. */
    public static KeyData of(String issuer, Bytes serial) {
        return new KeyData(Bytes.hex("0".repeat(12 - issuer.length()) + issuer).then(serial));
    }

    /**
     * The issuer identification number, which names the master key.
     *
     * @throws EmvDataException when it is not decimal
     */
    public String issuer() {
        String field = value.slice(0, 6).toHex().replaceFirst("^(F+|0+)", "");
        if (field.isEmpty() || !field.chars().allMatch(Character::isDigit)) {
            throw new EmvDataException("KEYDATA " + value
                    + " names no master key: expected an issuer identification number padded with F or 0 on the left"
                    + " (EMV CPS 1.1, 4.1)");
        }
        return field;
    }

    /** The chip's serial number, 4 bytes. */
    public Bytes serial() {
        return value.from(6);
    }

    /** The 6 bytes that diversify the card keys. */
    Bytes diversifier() {
        return value.from(4);
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}

package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * Application interchange profile, 82 (EMV Book 3, Annex C1).
 *
 * @param value 2 bytes
 */
public record Aip(Bytes value) {
    /**
     * Checks the length.
     *
     * @throws EmvDataException when it has not 2 bytes
     */
    public Aip {
        Bits.requireLength(value, 2, "AIP");
    }

    public boolean has(Bit bit) {
        return bit.in(value);
    }

    public boolean cda() {
        return has(Bit.CDA);
    }

    @Override
    public String toString() {
        return value.toHex();
    }

    /** The bits of the AIP. */
    public enum Bit implements Bits {
        XDA(1, 8, "XDA supported"),
        SDA(1, 7, "SDA supported"),
        DDA(1, 6, "DDA supported"),
        CARDHOLDER_VERIFICATION(1, 5, "cardholder verification is supported"),
        TERMINAL_RISK_MANAGEMENT(1, 4, "terminal risk management is to be performed"),
        ISSUER_AUTHENTICATION(1, 3, "issuer authentication by EXTERNAL AUTHENTICATE"),
        ON_DEVICE_VERIFICATION(1, 2, "on-device cardholder verification is supported"),
        CDA(1, 1, "CDA supported");

        @SuppressWarnings("ImmutableEnumChecker") // a record of two numbers and a text
        private final Place place;

        Bit(int byteNumber, int bit, String meaning) {
            place = new Place(byteNumber, bit, meaning);
        }

        @Override
        public Place place() {
            return place;
        }
    }
}

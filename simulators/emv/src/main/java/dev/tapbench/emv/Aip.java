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
        Lengths.require(value, 2, "AIP");
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
    public static final class Bit extends NamedBit {
        public static final Bit XDA = new Bit(1, 8);
        public static final Bit SDA = new Bit(1, 7);
        public static final Bit DDA = new Bit(1, 6);
        public static final Bit CARDHOLDER_VERIFICATION = new Bit(1, 5);
        public static final Bit TERMINAL_RISK_MANAGEMENT = new Bit(1, 4);
        public static final Bit ISSUER_AUTHENTICATION = new Bit(1, 3);
        public static final Bit ON_DEVICE_VERIFICATION = new Bit(1, 2);
        public static final Bit CDA = new Bit(1, 1);

        private Bit(int byteNumber, int bit) {
            super("82", byteNumber, bit);
        }
    }
}

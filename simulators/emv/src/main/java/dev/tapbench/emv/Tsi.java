package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * Transaction status information, 9B (EMV Book 3, Annex C6): what terminal and card have done so far.
 *
 * @param value 2 bytes
 */
public record Tsi(Bytes value) {
    /** Nothing done yet. */
    public static final Tsi CLEAR = new Tsi(Bytes.zeros(2));

    /**
     * Checks the length.
     *
     * @throws EmvDataException when it has not 2 bytes
     */
    public Tsi {
        Lengths.require(value, 2, "TSI");
    }

    public boolean has(Bit bit) {
        return bit.in(value);
    }

    public Tsi with(Bit bit) {
        return new Tsi(bit.set(value));
    }

    @Override
    public String toString() {
        return value.toHex();
    }

    /** The bits of the TSI. */
    public static final class Bit extends NamedBit {
        public static final Bit ODA_PERFORMED = new Bit(1, 8);
        public static final Bit CARDHOLDER_VERIFICATION_PERFORMED = new Bit(1, 7);
        public static final Bit CARD_RISK_MANAGEMENT_PERFORMED = new Bit(1, 6);
        public static final Bit ISSUER_AUTHENTICATION_PERFORMED = new Bit(1, 5);
        public static final Bit TERMINAL_RISK_MANAGEMENT_PERFORMED = new Bit(1, 4);
        public static final Bit SCRIPT_PROCESSING_PERFORMED = new Bit(1, 3);

        private Bit(int byteNumber, int bit) {
            super("9B", byteNumber, bit);
        }
    }
}

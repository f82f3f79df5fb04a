package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * Terminal capabilities, 9F33 (EMV Book 4, Annex A2).
 *
 * @param value 3 bytes
 */
public record TerminalCapabilities(Bytes value) {
    /** Nothing at all. */
    public static final TerminalCapabilities NONE = new TerminalCapabilities(Bytes.zeros(3));

    /**
     * Checks the length.
     *
     * @throws EmvDataException when it has not 3 bytes
     */
    public TerminalCapabilities {
        Lengths.require(value, 3, "terminal capabilities");
    }

    public boolean has(Bit bit) {
        return bit.in(value);
    }

    public TerminalCapabilities with(Bit bit) {
        return new TerminalCapabilities(bit.set(value));
    }

    public TerminalCapabilities without(Bit bit) {
        return new TerminalCapabilities(bit.clear(value));
    }

    @Override
    public String toString() {
        return value.toHex();
    }

    /** The bits that matter to a chip. */
    public static final class Bit extends NamedBit {
        public static final Bit CONTACTS = new Bit(1, 6);
        public static final Bit PLAINTEXT_PIN = new Bit(2, 8);
        public static final Bit ONLINE_PIN = new Bit(2, 7);
        public static final Bit SIGNATURE = new Bit(2, 6);
        public static final Bit ENCIPHERED_PIN = new Bit(2, 5);
        public static final Bit NO_CVM = new Bit(2, 4);
        public static final Bit SDA = new Bit(3, 8);
        public static final Bit DDA = new Bit(3, 7);
        public static final Bit CDA = new Bit(3, 4);

        private Bit(int byteNumber, int bit) {
            super("9F33", byteNumber, bit);
        }
    }
}

package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * Terminal verification results, 95 (EMV Book 3, Annex C5).
 *
 * @param value 5 bytes
 */
public record Tvr(Bytes value) {
    /** Nothing found. */
    public static final Tvr CLEAR = new Tvr(Bytes.zeros(5));

    /**
     * Checks the length.
     *
     * @throws EmvDataException when it has not 5 bytes
     */
    public Tvr {
        Lengths.require(value, 5, "TVR");
    }

    public boolean has(Bit bit) {
        return bit.in(value);
    }

    public Tvr with(Bit bit) {
        return new Tvr(bit.set(value));
    }

    @Override
    public String toString() {
        return value.toHex();
    }

    /** The bits of the TVR. */
    public static final class Bit extends NamedBit {
        public static final Bit ODA_NOT_PERFORMED = new Bit(1, 8);
        public static final Bit SDA_FAILED = new Bit(1, 7);
        public static final Bit ICC_DATA_MISSING = new Bit(1, 6);
        public static final Bit ON_EXCEPTION_FILE = new Bit(1, 5);
        public static final Bit DDA_FAILED = new Bit(1, 4);
        public static final Bit CDA_FAILED = new Bit(1, 3);
        public static final Bit SDA_SELECTED = new Bit(1, 2);
        public static final Bit XDA_SELECTED = new Bit(1, 1);
        public static final Bit VERSIONS_DIFFER = new Bit(2, 8);
        public static final Bit EXPIRED = new Bit(2, 7);
        public static final Bit NOT_YET_EFFECTIVE = new Bit(2, 6);
        public static final Bit SERVICE_NOT_ALLOWED = new Bit(2, 5);
        public static final Bit NEW_CARD = new Bit(2, 4);
        public static final Bit CVM_FAILED = new Bit(3, 8);
        public static final Bit CVM_UNKNOWN = new Bit(3, 7);
        public static final Bit PIN_TRY_LIMIT_EXCEEDED = new Bit(3, 6);
        public static final Bit PIN_PAD_MISSING = new Bit(3, 5);
        public static final Bit PIN_NOT_ENTERED = new Bit(3, 4);
        public static final Bit ONLINE_CVM_CAPTURED = new Bit(3, 3);
        public static final Bit FLOOR_LIMIT_EXCEEDED = new Bit(4, 8);
        public static final Bit LOWER_LIMIT_EXCEEDED = new Bit(4, 7);
        public static final Bit UPPER_LIMIT_EXCEEDED = new Bit(4, 6);
        public static final Bit RANDOMLY_SELECTED = new Bit(4, 5);
        public static final Bit MERCHANT_FORCED_ONLINE = new Bit(4, 4);
        public static final Bit XDA_FAILED = new Bit(4, 1);
        public static final Bit DEFAULT_TDOL_USED = new Bit(5, 8);
        public static final Bit ISSUER_AUTHENTICATION_FAILED = new Bit(5, 7);
        public static final Bit SCRIPT_FAILED_BEFORE_AC = new Bit(5, 6);
        public static final Bit SCRIPT_FAILED_AFTER_AC = new Bit(5, 5);

        private Bit(int byteNumber, int bit) {
            super("95", byteNumber, bit);
        }
    }
}

package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * Card status update of a Common Core issuer (EMV Book 3, C10): what the issuer tells the card within the ARPC.
 *
 * @param value 4 bytes
 */
public record Csu(Bytes value) {
    /** Length in bytes. */
    public static final int LENGTH = 4;

    /** The issuer declines, and changes nothing. */
    public static final Csu DECLINE = new Csu(Bytes.zeros(LENGTH));
    /** The issuer approves online; counters are not updated. */
    public static final Csu APPROVE = DECLINE.with(Bit.APPROVES);

    /**
     * Checks the length.
     *
     * @throws EmvDataException when it has not 4 bytes
     */
    public Csu {
        Lengths.require(value, LENGTH, "CSU");
    }

    public boolean has(Bit bit) {
        return bit.in(value);
    }

    public Csu with(Bit bit) {
        return new Csu(bit.set(value));
    }

    /** Byte 2 b8: the only thing that approves; the response code 8A does not. */
    public boolean approves() {
        return has(Bit.APPROVES);
    }

    /** Byte 1 b8: the ARPC covers proprietary data that follows the CSU. */
    public boolean proprietaryDataIncluded() {
        return has(Bit.PROPRIETARY_DATA_INCLUDED);
    }

    /** The new PIN try counter (byte 1 b4-b1), 0 to 15; the card takes it only if {@link Bit#UPDATE_PIN_TRY_COUNTER}. */
    public int pinTryCounter() {
        return value.at(0) & 0x0F;
    }

    /** What to do with the offline counters (byte 2 b2-b1). */
    public CounterUpdate counterUpdate() {
        return switch (value.at(1) & 3) {
            case 0 -> CounterUpdate.DO_NOT_UPDATE;
            case 1 -> CounterUpdate.SET_TO_UPPER_LIMITS;
            case 2 -> CounterUpdate.RESET;
            default -> CounterUpdate.ADD_TRANSACTION;
        };
    }

    /** A copy with other orders for the offline counters. */
    public Csu with(CounterUpdate update) {
        byte[] bytes = value.toArray();
        bytes[1] = (byte) ((bytes[1] & 0xFC) | update.code);
        return new Csu(Bytes.of(bytes));
    }

    /** A copy that sets the PIN try counter to 0 to 15. */
    public Csu withPinTryCounter(int tries) {
        if (tries < 0 || tries > 15) {
            throw new IllegalArgumentException("a CSU carries 0 to 15 PIN tries, not " + tries);
        }
        byte[] bytes = value.toArray();
        bytes[0] = (byte) ((bytes[0] & 0xF0) | tries);
        return new Csu(Bytes.of(bytes)).with(Bit.UPDATE_PIN_TRY_COUNTER);
    }

    @Override
    public String toString() {
        return value.toHex();
    }

    /** Byte 2 b2-b1. */
    public enum CounterUpdate {
        DO_NOT_UPDATE(0),
        SET_TO_UPPER_LIMITS(1),
        RESET(2),
        ADD_TRANSACTION(3);

        private final int code;

        CounterUpdate(int code) {
            this.code = code;
        }
    }

    /** The single bits of the CSU. */
    public static final class Bit extends NamedBit {
        public static final Bit PROPRIETARY_DATA_INCLUDED = new Bit(1, 8);
        public static final Bit APPROVES = new Bit(2, 8);
        public static final Bit CARD_BLOCK = new Bit(2, 7);
        public static final Bit APPLICATION_BLOCK = new Bit(2, 6);
        public static final Bit UPDATE_PIN_TRY_COUNTER = new Bit(2, 5);
        public static final Bit GO_ONLINE_NEXT = new Bit(2, 4);
        public static final Bit CREATED_BY_PROXY = new Bit(2, 3);

        private Bit(int byteNumber, int bit) {
            super("CSU", byteNumber, bit);
        }
    }
}

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
        Bits.requireLength(value, LENGTH, "CSU");
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
        DO_NOT_UPDATE(0, "do not update offline counters"),
        SET_TO_UPPER_LIMITS(1, "set offline counters to upper offline limits"),
        RESET(2, "reset offline counters to zero"),
        ADD_TRANSACTION(3, "add transaction to offline counters");

        private final int code;
        private final String meaning;

        CounterUpdate(int code, String meaning) {
            this.code = code;
            this.meaning = meaning;
        }

        public String meaning() {
            return meaning;
        }
    }

    /** The single bits of the CSU. */
    public enum Bit implements Bits {
        PROPRIETARY_DATA_INCLUDED(1, 8, "proprietary authentication data included"),
        APPROVES(2, 8, "issuer approves online transaction"),
        CARD_BLOCK(2, 7, "card block"),
        APPLICATION_BLOCK(2, 6, "application block"),
        UPDATE_PIN_TRY_COUNTER(2, 5, "update PIN try counter"),
        GO_ONLINE_NEXT(2, 4, "set go online on next transaction"),
        CREATED_BY_PROXY(2, 3, "CSU created by proxy for the issuer");

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

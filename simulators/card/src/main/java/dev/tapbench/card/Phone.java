package dev.tapbench.card;

import javacard.framework.Util;

/**
 * What a phone's secure element remembers between a tap that asked for a cardholder verification and the next tap. It is
 * volatile: gone when the secure element is reset, kept when only the field goes.
 */
final class Phone {
    /** What {@link #take} says about a tap. */
    static final byte NOT_ARMED = (byte) 0;

    static final byte ARMED_FOR_THIS = (byte) 1;
    static final byte ARMED_FOR_ANOTHER = (byte) 2;

    private static final byte NOTHING = (byte) 0;
    private static final byte REQUESTED = (byte) 1;
    private static final byte ARMED = (byte) 2;

    private final byte[] memory;

    Phone(Transients transients) {
        memory = transients.cardholderVerification;
    }

    /** A tap asks for a verification; amount, currency and type are what it may later arm. */
    void request(byte[] data, short offset) {
        Util.arrayCopyNonAtomic(
                data, (short) (offset + TransactionData.AMOUNT), memory, Transients.CVM_AMOUNT, Bcd.AMOUNT);
        Util.arrayCopyNonAtomic(
                data, (short) (offset + TransactionData.CURRENCY), memory, Transients.CVM_CURRENCY, (short) 2);
        memory[Transients.CVM_TYPE] = data[(short) (offset + TransactionData.TYPE)];
        memory[Transients.CVM_STATE] = REQUESTED;
    }

    boolean isRequested() {
        return memory[Transients.CVM_STATE] == REQUESTED;
    }

    /** A valid verification arms one transaction; P2 of the VERIFY says in which way. */
    void arm(byte qualifier) {
        memory[Transients.CVM_METHOD] = qualifier;
        memory[Transients.CVM_STATE] = ARMED;
    }

    /** Whether what armed last was a passcode or pattern, which are PINs to the issuer, and not a sensor. */
    boolean wasArmedByPin() {
        return memory[Transients.CVM_METHOD] != PhoneMethods.BY_SENSOR;
    }

    /** The user means no transaction any more: by a timer, a locked screen or a command. */
    void disarm() {
        memory[Transients.CVM_STATE] = NOTHING;
    }

    /** A tap comes: it uses up what was armed or requested, and learns whether it is the one that was armed for. */
    byte take(byte[] data, short offset) {
        byte state = memory[Transients.CVM_STATE];
        memory[Transients.CVM_STATE] = NOTHING;
        if (state != ARMED) {
            return NOT_ARMED;
        }
        boolean same = data[(short) (offset + TransactionData.TYPE)] == memory[Transients.CVM_TYPE]
                && Util.arrayCompare(
                                data,
                                (short) (offset + TransactionData.CURRENCY),
                                memory,
                                Transients.CVM_CURRENCY,
                                (short) 2)
                        == 0
                && !Bcd.isGreater(data, (short) (offset + TransactionData.AMOUNT), memory, Transients.CVM_AMOUNT);
        return same ? ARMED_FOR_THIS : ARMED_FOR_ANOTHER;
    }
}

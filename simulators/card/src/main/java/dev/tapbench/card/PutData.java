package dev.tapbench.card;

import javacard.framework.ISO7816;
import javacard.framework.Util;

/**
 * PUT DATA of an issuer's script, EMV Book 3, 6.5 and CCD: limits of both pairs, and the accumulator of the first. On a prepaid
 * card limit and accumulator are the holder's money, and the issuer books what it moves.
 */
final class PutData {
    private static final short LOWER_COUNT = (short) 0x9F14;
    private static final short UPPER_COUNT = (short) 0x9F23;
    private static final short MAXIMUM_BALANCE = (short) 0xDF43;
    private static final short LOWER_AMOUNT = (short) 0xDF44;
    private static final short UPPER_AMOUNT = (short) 0xDF45;
    private static final short SECOND_COUNT_LIMIT = (short) 0xDF46;
    private static final short SECOND_AMOUNT_LIMIT = (short) 0xDF47;
    /** The accumulator of the first pair. */
    private static final short FIRST_AMOUNT = (short) 0xDF4D;

    private final Persistent persistent;

    PutData(Persistent persistent) {
        this.persistent = persistent;
    }

    /** 6A88 for a tag that no script may write, 6700 for another length, 6A80 for a value that does not fit the others. */
    void check(byte[] buffer, short length) {
        short tag = Util.getShort(buffer, ISO7816.OFFSET_P1);
        short at = ISO7816.OFFSET_CDATA;
        switch (tag) {
            case LOWER_COUNT:
            case UPPER_COUNT:
            case SECOND_COUNT_LIMIT:
                Status.unless(length == 1, Status.LENGTH);
                return;
            case MAXIMUM_BALANCE:
                checkAmount(buffer, length, false);
                // What an IAD can tell; and never below what the card may hold already.
                Status.unless(buffer[at] == 0 && buffer[(short) (at + 1)] == 0, Status.DATA);
                Status.unless(
                        !isPrepaid() || !Bcd.isGreater(persistent.upperAmount, (short) 0, buffer, at), Status.DATA);
                return;
            case LOWER_AMOUNT:
                checkAmount(buffer, length, true);
                Status.unless(!isPrepaid() || Bcd.isNeverExceeded(buffer, at), Status.DATA);
                return;
            case SECOND_AMOUNT_LIMIT:
                checkAmount(buffer, length, true);
                return;
            case UPPER_AMOUNT:
                checkAmount(buffer, length, !isPrepaid());
                Status.unless(!isPrepaid() || isBalance(persistent.firstAmount, (short) 0, buffer, at), Status.DATA);
                return;
            case FIRST_AMOUNT:
                checkAmount(buffer, length, false);
                Status.unless(!isPrepaid() || isBalance(buffer, at, persistent.upperAmount, (short) 0), Status.DATA);
                return;
            default:
                Status.unless(false, Status.DATA_NOT_FOUND);
        }
    }

    /** Writes what {@link #check} let pass. Inside a transaction of the caller. */
    void write(byte[] buffer) {
        short tag = Util.getShort(buffer, ISO7816.OFFSET_P1);
        byte first = buffer[ISO7816.OFFSET_CDATA];
        switch (tag) {
            case LOWER_COUNT:
                persistent.lowerCount = first;
                return;
            case UPPER_COUNT:
                persistent.upperCount = first;
                return;
            case SECOND_COUNT_LIMIT:
                persistent.secondCountLimit = first;
                return;
            case MAXIMUM_BALANCE:
                writeAmount(buffer, persistent.maximumBalance);
                return;
            case LOWER_AMOUNT:
                writeAmount(buffer, persistent.lowerAmount);
                return;
            case UPPER_AMOUNT:
                writeAmount(buffer, persistent.upperAmount);
                return;
            case SECOND_AMOUNT_LIMIT:
                writeAmount(buffer, persistent.secondAmountLimit);
                return;
            default:
                writeAmount(buffer, persistent.firstAmount);
        }
    }

    private static void writeAmount(byte[] buffer, byte[] to) {
        Util.arrayCopy(buffer, ISO7816.OFFSET_CDATA, to, (short) 0, Bcd.AMOUNT);
    }

    private static void checkAmount(byte[] buffer, short length, boolean mayBeUnlimited) {
        short at = ISO7816.OFFSET_CDATA;
        Status.unless(length == Bcd.AMOUNT, Status.LENGTH);
        Status.unless(Bcd.isDecimal(buffer, at) || (mayBeUnlimited && Bcd.isUnlimited(buffer, at)), Status.DATA);
    }

    /** Whether accumulator and limit leave funds of nought at least, and a limit that the card may hold. */
    private boolean isBalance(byte[] accumulator, short accumulatorAt, byte[] limit, short limitAt) {
        return !Bcd.isGreater(accumulator, accumulatorAt, limit, limitAt)
                && !Bcd.isGreater(limit, limitAt, persistent.maximumBalance, (short) 0);
    }

    private boolean isPrepaid() {
        return persistent.profile == Persistent.PROFILE_PREPAID;
    }
}

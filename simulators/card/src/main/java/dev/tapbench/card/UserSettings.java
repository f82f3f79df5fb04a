package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;

/**
 * PUT DATA of a phone's processor, over the wired interface and without secure messaging: what the user wants to be asked for
 * beyond what the issuer asks, and the disarming of a transaction that the user no longer means. Settings only tighten.
 */
final class UserSettings {
    /** Bytes: always ask(1) ask above this amount(6) ask every so many taps(1). FF: the issuer's limit is enough. */
    static final short LENGTH = (short) 8;

    /**
     * Bytes: may always ask(1: 00 or 01), least and most of the amount(6, 6), least and most of the taps(1, 1). How far the
     * user may go; a wish that the user does not have is always allowed.
     */
    static final short BOUNDS = (short) 15;

    private static final short LEAST_AMOUNT = (short) 1;
    private static final short MOST_AMOUNT = (short) 7;
    private static final short LEAST_TAPS = (short) 13;
    private static final short MOST_TAPS = (short) 14;

    private static final short SETTINGS = (short) 0xDF24;
    private static final short DISARM = (short) 0xDF25;

    private static final short ALWAYS = (short) 0;
    private static final short AMOUNT = (short) 1;
    private static final short TAPS = (short) 7;
    private static final byte NONE = (byte) 0xFF;

    private final Persistent persistent;
    private final Transients transients;
    private final Phone phone;

    UserSettings(Persistent persistent, Transients transients, Phone phone) {
        this.persistent = persistent;
        this.transients = transients;
        this.phone = phone;
    }

    /** At personalization: the user wants nothing yet. */
    static void clear(byte[] settings) {
        settings[ALWAYS] = 0;
        Util.arrayFillNonAtomic(settings, AMOUNT, (short) (LENGTH - 1), NONE);
    }

    /** Without bounds of the issuer's the user may tighten at will. */
    static void freeBounds(byte[] bounds) {
        bounds[0] = 1;
        Util.arrayFillNonAtomic(bounds, LEAST_AMOUNT, Bcd.AMOUNT, (byte) 0);
        Util.arrayFillNonAtomic(bounds, MOST_AMOUNT, Bcd.AMOUNT, NONE);
        bounds[LEAST_TAPS] = 0;
        bounds[MOST_TAPS] = NONE;
    }

    /** Whether these bytes are bounds: a flag, and two ranges that are not empty. */
    static boolean areBounds(byte[] data, short at) {
        short least = (short) (at + LEAST_AMOUNT);
        short most = (short) (at + MOST_AMOUNT);
        return (data[at] == 0 || data[at] == 1)
                && Bcd.isDecimal(data, least)
                && (Bcd.isUnlimited(data, most) || Bcd.isDecimal(data, most))
                && !Bcd.isGreater(data, least, data, most)
                && count(data, (short) (at + LEAST_TAPS)) <= count(data, (short) (at + MOST_TAPS));
    }

    private static short count(byte[] data, short at) {
        return (short) (data[at] & 0xFF);
    }

    /** Whether the user wants to be asked before one more tap over this amount. */
    static boolean ask(byte[] settings, byte count, byte[] amount, short offset) {
        return settings[ALWAYS] != 0
                || Bcd.isGreater(amount, offset, settings, AMOUNT)
                || Counters.countTrips(count, settings[TAPS]);
    }

    /** The dispatcher has checked the life cycle. */
    void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Status.unless(persistent.isPhone() && !Command.isContactless(), Status.CONDITIONS);
        short length = Command.receive(apdu);
        // STEPS
        switch (Util.getShort(buffer, ISO7816.OFFSET_P1)) {
            case SETTINGS:
                change(buffer, ISO7816.OFFSET_CDATA, length);
                return;
            case DISARM:
                Status.unless(length == 1, Status.LENGTH);
                phone.disarm();
                return;
            default:
                ISOException.throwIt(Status.DATA_NOT_FOUND);
        }
    }

    private void change(byte[] buffer, short at, short length) {
        // PRE-CONDITIONS
        Status.unless(transients.flags[Transients.VERIFIED] != 0, Status.CONDITIONS);
        Status.unless(length == LENGTH, Status.LENGTH);
        byte always = buffer[at];
        short amountAt = (short) (at + AMOUNT);
        byte taps = buffer[(short) (at + TAPS)];
        Status.unless(always == 0 || always == 1, Status.DATA);
        Status.unless(Bcd.isUnlimited(buffer, amountAt) || isTighter(buffer, amountAt), Status.DATA);
        Status.unless(
                taps == NONE || (short) (taps & 0xFF) <= (short) (persistent.secondCountLimit & 0xFF), Status.DATA);
        Status.unless(isWithinBounds(buffer, at), Status.DATA);
        // STEPS
        // One write: a cut leaves the old settings or the new ones.
        Util.arrayCopy(buffer, at, persistent.userSettings, (short) 0, LENGTH);
    }

    private boolean isWithinBounds(byte[] buffer, short at) {
        byte[] bounds = persistent.userBounds;
        short amountAt = (short) (at + AMOUNT);
        short taps = count(buffer, (short) (at + TAPS));
        boolean amount = Bcd.isUnlimited(buffer, amountAt)
                || (!Bcd.isGreater(bounds, LEAST_AMOUNT, buffer, amountAt)
                        && !Bcd.isGreater(buffer, amountAt, bounds, MOST_AMOUNT));
        boolean count = buffer[(short) (at + TAPS)] == NONE
                || (taps >= count(bounds, LEAST_TAPS) && taps <= count(bounds, MOST_TAPS));
        return buffer[at] <= bounds[0] && amount && count;
    }

    private boolean isTighter(byte[] buffer, short at) {
        return Bcd.isDecimal(buffer, at) && !Bcd.isGreater(buffer, at, persistent.secondAmountLimit, (short) 0);
    }
}

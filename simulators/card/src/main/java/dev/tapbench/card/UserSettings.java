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
        // STEPS
        // One write: a cut leaves the old settings or the new ones.
        Util.arrayCopy(buffer, at, persistent.userSettings, (short) 0, LENGTH);
    }

    private boolean isTighter(byte[] buffer, short at) {
        return Bcd.isDecimal(buffer, at) && !Bcd.isGreater(buffer, at, persistent.secondAmountLimit, (short) 0);
    }
}

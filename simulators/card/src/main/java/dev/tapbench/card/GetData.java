package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;

/** GET DATA, EMV Book 3, 6.5.7: counters, funds, the pending load and the receipt. Answers tag, length, value. */
final class GetData {
    private static final short ATC = (short) 0x9F36;
    private static final short LAST_ONLINE_ATC = (short) 0x9F13;
    private static final short TRIES = (short) 0x9F17;
    private static final short FUNDS = (short) 0x9F50;
    private static final short PENDING_LOAD = (short) 0xDF21;
    private static final short RECEIPT = (short) 0xDF22;
    private static final short ALL_COUNTERS = (short) 0xDF23;
    /** POS cardholder interaction information, 3 bytes: what the last tap wants of the holder. */
    static final short INTERACTION = (short) 0xDF4B;

    static final short INTERACTION_LENGTH = (short) 3;
    /** Byte 1 b5. */
    static final byte INTERACTION_CVM_REQUIRED = (byte) 0x10;

    /** Two of one byte and amount, two of limits, then the second pair. */
    private static final short ALL_COUNTERS_LENGTH = (short) 35;

    private static final short VALUE = (short) 3;

    private final Persistent persistent;
    private final Transients transients;
    private final Counters counters;
    private final Load load;
    private final Phone phone;

    GetData(Persistent persistent, Transients transients, Counters counters, Load load, Phone phone) {
        this.persistent = persistent;
        this.transients = transients;
        this.counters = counters;
        this.load = load;
        this.phone = phone;
    }

    void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_PROPRIETARY);
        // STEPS
        short tag = Util.getShort(buffer, ISO7816.OFFSET_P1);
        byte[] to = transients.answer;
        short length = (short) 2;
        switch (tag) {
            case ATC:
                Util.setShort(to, VALUE, persistent.atc);
                break;
            case LAST_ONLINE_ATC:
                Util.setShort(to, VALUE, persistent.lastOnlineAtc);
                break;
            case TRIES:
                to[VALUE] = persistent.tries;
                length = (short) 1;
                break;
            case FUNDS:
                counters.fundsToReport(false);
                length = Bcd.AMOUNT;
                Util.arrayCopyNonAtomic(transients.funds, (short) 0, to, VALUE, length);
                break;
            case PENDING_LOAD:
                load.report(to, VALUE);
                length = Load.REPORT;
                break;
            case RECEIPT:
                Status.unless(persistent.hasReceipt, Status.DATA_NOT_FOUND);
                length = Persistent.RECEIPT;
                Util.arrayCopyNonAtomic(persistent.receipt, (short) 0, to, VALUE, length);
                break;
            case ALL_COUNTERS:
                // What a thief's reader must not learn through a pocket.
                Status.unless(!Command.isContactless(), Status.CONDITIONS);
                allCounters(to, VALUE);
                length = ALL_COUNTERS_LENGTH;
                break;
            case INTERACTION:
                // For the phone's own processor, which does not see what the antenna carries.
                Status.unless(persistent.isPhone() && !Command.isContactless(), Status.DATA_NOT_FOUND);
                length = INTERACTION_LENGTH;
                Util.arrayFillNonAtomic(to, VALUE, length, (byte) 0);
                if (phone.isRequested()) {
                    to[VALUE] = INTERACTION_CVM_REQUIRED;
                }
                break;
            default:
                ISOException.throwIt(Status.DATA_NOT_FOUND);
        }
        BerTlv.header(tag, length, to, (short) 0);
        Command.send(apdu, to, (short) 0, (short) (VALUE + length));
    }

    private void allCounters(byte[] to, short offset) {
        short at = offset;
        to[at++] = persistent.firstCount;
        at = Util.arrayCopyNonAtomic(persistent.firstAmount, (short) 0, to, at, Bcd.AMOUNT);
        to[at++] = persistent.lowerCount;
        to[at++] = persistent.upperCount;
        at = Util.arrayCopyNonAtomic(persistent.lowerAmount, (short) 0, to, at, Bcd.AMOUNT);
        at = Util.arrayCopyNonAtomic(persistent.upperAmount, (short) 0, to, at, Bcd.AMOUNT);
        to[at++] = persistent.secondCount;
        at = Util.arrayCopyNonAtomic(persistent.secondAmount, (short) 0, to, at, Bcd.AMOUNT);
        to[at++] = persistent.secondCountLimit;
        Util.arrayCopyNonAtomic(persistent.secondAmountLimit, (short) 0, to, at, Bcd.AMOUNT);
    }
}

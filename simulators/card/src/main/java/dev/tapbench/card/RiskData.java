package dev.tapbench.card;

import javacard.framework.Util;

/** Card risk data, DGIs 3000 to 3003: BER-TLV in the project's own tags, and two of EMV's. */
final class RiskData {
    /** Bits of Persistent.present that these data groupings set; 3003 may be absent: a plain card. */
    static final short HAS_ALL = (short) 0x1C00;

    private static final short DGI_GENERAL = (short) 0x3000;
    private static final short DGI_FIRST_PAIR = (short) 0x3001;
    private static final short DGI_SECOND_PAIR = (short) 0x3002;
    private static final short DGI_DEVICE = (short) 0x3003;

    private static final short HAS_GENERAL = (short) 0x0400;
    private static final short HAS_FIRST_PAIR = (short) 0x0800;
    private static final short HAS_SECOND_PAIR = (short) 0x1000;

    private static final short TAG_CURRENCY = (short) 0x9F42;
    private static final short TAG_PROFILE = (short) 0xDF40;
    private static final short TAG_KEY_INDEX = (short) 0xDF41;
    private static final short TAG_MAXIMUM_BALANCE = (short) 0xDF43;
    private static final short TAG_LOWER_COUNT = (short) 0x9F14;
    private static final short TAG_UPPER_COUNT = (short) 0x9F23;
    private static final short TAG_LOWER_AMOUNT = (short) 0xDF44;
    private static final short TAG_UPPER_AMOUNT = (short) 0xDF45;
    private static final short TAG_MODE = (short) 0xDF42;
    private static final short TAG_COUNT_LIMIT = (short) 0xDF46;
    private static final short TAG_AMOUNT_LIMIT = (short) 0xDF47;
    private static final short TAG_DEVICE = (short) 0xDF48;

    private static final byte KNOWN_DEVICE_FLAGS = (byte) (Persistent.DEVICE_PHONE | Persistent.DEVICE_LOAD);

    private final Persistent persistent;

    RiskData(Persistent persistent) {
        this.persistent = persistent;
    }

    void begin() {
        persistent.deviceFlags = 0;
    }

    /** Takes a data grouping; false when it is none of these. */
    boolean take(short dgi, byte[] data, short offset, short length) {
        switch (dgi) {
            case DGI_GENERAL:
                takeGeneral(data, offset, length);
                return true;
            case DGI_FIRST_PAIR:
                takeFirstPair(data, offset, length);
                return true;
            case DGI_SECOND_PAIR:
                takeSecondPair(data, offset, length);
                return true;
            case DGI_DEVICE:
                byte flags = data[value(TAG_DEVICE, (short) 1, data, offset, length)];
                Status.unless((byte) (flags & (byte) ~KNOWN_DEVICE_FLAGS) == 0, Status.DATA);
                persistent.deviceFlags = flags;
                return true;
            default:
                return false;
        }
    }

    /** 6A80 unless the parts fit together: a prepaid card never holds more than its maximum, nor more than an IAD tells. */
    void requireConsistent() {
        if (persistent.profile == Persistent.PROFILE_PREPAID) {
            byte[] maximum = persistent.maximumBalance;
            Status.unless(Bcd.isDecimal(persistent.upperAmount, (short) 0), Status.DATA);
            Status.unless(maximum[0] == 0 && maximum[1] == 0, Status.DATA);
            Status.unless(!Bcd.isGreater(persistent.upperAmount, (short) 0, maximum, (short) 0), Status.DATA);
            Status.unless(Bcd.isNeverExceeded(persistent.lowerAmount, (short) 0), Status.DATA);
        }
    }

    private void takeGeneral(byte[] data, short offset, short length) {
        // PRE-CONDITIONS
        short currencyAt = value(TAG_CURRENCY, (short) 2, data, offset, length);
        byte profile = data[value(TAG_PROFILE, (short) 1, data, offset, length)];
        short indexAt = value(TAG_KEY_INDEX, (short) 1, data, offset, length);
        short maximumAt = value(TAG_MAXIMUM_BALANCE, Bcd.AMOUNT, data, offset, length);
        Status.unless(profile == Persistent.PROFILE_PREPAID || profile == Persistent.PROFILE_LINE, Status.DATA);
        Status.unless(Bcd.isDecimal(data, maximumAt), Status.DATA);
        // STEPS
        Util.arrayCopyNonAtomic(data, currencyAt, persistent.currency, (short) 0, (short) 2);
        Util.arrayCopyNonAtomic(data, maximumAt, persistent.maximumBalance, (short) 0, Bcd.AMOUNT);
        persistent.derivationKeyIndex = data[indexAt];
        persistent.profile = profile;
        add(HAS_GENERAL);
    }

    private void takeFirstPair(byte[] data, short offset, short length) {
        // PRE-CONDITIONS
        short lowerCountAt = value(TAG_LOWER_COUNT, (short) 1, data, offset, length);
        short upperCountAt = value(TAG_UPPER_COUNT, (short) 1, data, offset, length);
        short upperAmountAt = limit(TAG_UPPER_AMOUNT, data, offset, length);
        boolean hasLowerAmount = BerTlv.find(TAG_LOWER_AMOUNT, data, offset, length) != BerTlv.ABSENT;
        short lowerAmountAt = hasLowerAmount ? limit(TAG_LOWER_AMOUNT, data, offset, length) : 0;
        // STEPS
        persistent.lowerCount = data[lowerCountAt];
        persistent.upperCount = data[upperCountAt];
        Util.arrayCopyNonAtomic(data, upperAmountAt, persistent.upperAmount, (short) 0, Bcd.AMOUNT);
        if (hasLowerAmount) {
            Util.arrayCopyNonAtomic(data, lowerAmountAt, persistent.lowerAmount, (short) 0, Bcd.AMOUNT);
        } else {
            Util.arrayFillNonAtomic(persistent.lowerAmount, (short) 0, Bcd.AMOUNT, (byte) 0xFF);
        }
        add(HAS_FIRST_PAIR);
    }

    private void takeSecondPair(byte[] data, short offset, short length) {
        // PRE-CONDITIONS
        byte mode = data[value(TAG_MODE, (short) 1, data, offset, length)];
        short countAt = value(TAG_COUNT_LIMIT, (short) 1, data, offset, length);
        short amountAt = limit(TAG_AMOUNT_LIMIT, data, offset, length);
        Status.unless(mode == Persistent.MODE_ANY || mode == Persistent.MODE_ALL, Status.DATA);
        // STEPS
        persistent.secondMode = mode;
        persistent.secondCountLimit = data[countAt];
        Util.arrayCopyNonAtomic(data, amountAt, persistent.secondAmountLimit, (short) 0, Bcd.AMOUNT);
        add(HAS_SECOND_PAIR);
    }

    /** Where the value of a data object stands; 6A80 when it is absent or of another length. */
    private static short value(short tag, short valueLength, byte[] data, short offset, short length) {
        short at = BerTlv.find(tag, data, offset, length);
        Status.unless(at != BerTlv.ABSENT && BerTlv.valueLength(data, at) == valueLength, Status.DATA);
        return BerTlv.valueAt(data, at);
    }

    /** The same for an amount that limits: decimal, or all FF for no limit. */
    private static short limit(short tag, byte[] data, short offset, short length) {
        short at = value(tag, Bcd.AMOUNT, data, offset, length);
        Status.unless(Bcd.isDecimal(data, at) || Bcd.isUnlimited(data, at), Status.DATA);
        return at;
    }

    private void add(short bit) {
        persistent.present = (short) (persistent.present | bit);
    }
}

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
    /** Issuer action codes over the CVR, optional. */
    private static final short TAG_ACTIONS = (short) 0xDF49;
    /** What CSU byte 2 b2-b1 mean in a status update created by proxy, optional. */
    private static final short TAG_PROXY_UPDATE = (short) 0xDF4A;
    /** What another currency means, optional: decline, online, or convert with currency, rate and decimals. */
    private static final short TAG_OTHER_CURRENCY = (short) 0xDF4C;

    /** Bytes of the issuer action codes: masks over the CVR that decline, go online, decline where nobody can be asked. */
    static final short ACTIONS = (short) 15;

    static final short ACTION_DECLINE = (short) 0;
    static final short ACTION_ONLINE = (short) 5;
    static final short ACTION_OFFLINE = (short) 10;

    /** An amount over which the holder is always asked for, optional. */
    private static final short TAG_ALWAYS_ABOVE = (short) 0xDF4E;

    private final Persistent persistent;
    private final DeviceRules deviceRules;

    RiskData(Persistent persistent) {
        this.persistent = persistent;
        deviceRules = new DeviceRules(persistent);
    }

    void begin() {
        deviceRules.begin();
        UserSettings.clear(persistent.userSettings);
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
                deviceRules.take(data, offset, length);
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
        takeActions(data, offset, length);
        takeProxyUpdate(data, offset, length);
        takeOtherCurrency(data, offset, length);
        add(HAS_GENERAL);
    }

    /**
     * Without issuer action codes a transaction goes online where the issuer asked for it, where it failed to authenticate,
     * and where a script failed; and nothing but limits declines.
     */
    private void takeActions(byte[] data, short offset, short length) {
        byte[] actions = persistent.issuerActions;
        if (BerTlv.find(TAG_ACTIONS, data, offset, length) == BerTlv.ABSENT) {
            Util.arrayFillNonAtomic(actions, (short) 0, ACTIONS, (byte) 0);
            actions[(short) (ACTION_ONLINE + Results.BYTE_1)] = Results.ISSUER_AUTHENTICATION_FAILED;
            actions[(short) (ACTION_ONLINE + Results.BYTE_4)] =
                    (byte) (Results.GO_ONLINE_WAS_SET | Results.SCRIPT_FAILED);
            return;
        }
        short at = value(TAG_ACTIONS, ACTIONS, data, offset, length);
        for (short i = 0; i < ACTIONS; i++) {
            short place = (short) (i % Cryptogram.RESULTS);
            boolean hasNumber = place != Results.BYTE_3;
            // Cryptogram types, tries and script commands are numbers, no conditions.
            Status.unless(!hasNumber || (byte) (data[(short) (at + i)] & (byte) 0xF0) == 0, Status.DATA);
        }
        Util.arrayCopyNonAtomic(data, at, actions, (short) 0, ACTIONS);
    }

    /** Without it, who only stands in for the issuer moves no counter. */
    private void takeProxyUpdate(byte[] data, short offset, short length) {
        persistent.proxyUpdate = 0;
        if (BerTlv.find(TAG_PROXY_UPDATE, data, offset, length) != BerTlv.ABSENT) {
            byte update = data[value(TAG_PROXY_UPDATE, (short) 1, data, offset, length)];
            Status.unless(update >= 0 && update <= 3, Status.DATA);
            persistent.proxyUpdate = update;
        }
    }

    /** Without it, another currency is declined. */
    private void takeOtherCurrency(byte[] data, short offset, short length) {
        persistent.otherCurrency = CurrencyConversion.DECLINE;
        short at = BerTlv.find(TAG_OTHER_CURRENCY, data, offset, length);
        if (at == BerTlv.ABSENT) {
            return;
        }
        short valueAt = BerTlv.valueAt(data, at);
        short valueLength = BerTlv.valueLength(data, at);
        byte what = valueLength == 0 ? CurrencyConversion.DECLINE : data[valueAt];
        if (what == CurrencyConversion.CONVERT) {
            Status.unless(valueLength == (short) (1 + CurrencyConversion.LENGTH), Status.DATA);
            takeConversion(data, (short) (valueAt + 1));
        } else {
            Status.unless(
                    valueLength == 1 && (what == CurrencyConversion.DECLINE || what == CurrencyConversion.ONLINE),
                    Status.DATA);
        }
        persistent.otherCurrency = what;
    }

    private void takeConversion(byte[] data, short at) {
        for (short i = CurrencyConversion.RATE; i < CurrencyConversion.DECIMALS; i++) {
            byte pair = data[(short) (at + i)];
            Status.unless(Bcd.high(pair) <= 9 && Bcd.low(pair) <= 9, Status.DATA);
        }
        byte decimals = data[(short) (at + CurrencyConversion.DECIMALS)];
        Status.unless(decimals >= 0 && decimals <= CurrencyConversion.MOST_DECIMALS, Status.DATA);
        Util.arrayCopyNonAtomic(data, at, persistent.conversion, (short) 0, CurrencyConversion.LENGTH);
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
        boolean hasAlways = BerTlv.find(TAG_ALWAYS_ABOVE, data, offset, length) != BerTlv.ABSENT;
        short alwaysAt = hasAlways ? limit(TAG_ALWAYS_ABOVE, data, offset, length) : 0;
        // STEPS
        if (hasAlways) {
            Util.arrayCopyNonAtomic(data, alwaysAt, persistent.alwaysAbove, (short) 0, Bcd.AMOUNT);
        } else {
            Util.arrayFillNonAtomic(persistent.alwaysAbove, (short) 0, Bcd.AMOUNT, (byte) 0xFF);
        }
        persistent.secondMode = mode;
        persistent.secondCountLimit = data[countAt];
        Util.arrayCopyNonAtomic(data, amountAt, persistent.secondAmountLimit, (short) 0, Bcd.AMOUNT);
        add(HAS_SECOND_PAIR);
    }

    /** Where the value of a data object stands; 6A80 when it is absent or of another length. */
    static short value(short tag, short valueLength, byte[] data, short offset, short length) {
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

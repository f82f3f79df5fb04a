package dev.tapbench.card;

import javacard.framework.Util;

/**
 * Where the terminal's data stand in the data field of GENERATE AC. The card's CDOL1 and CDOL2 are fixed; both begin with
 * the eight data objects that the application cryptogram covers.
 */
final class TransactionData {
    /** 9F02, n 12. */
    static final short AMOUNT = (short) 0;
    /** 9F03, n 12. */
    static final short AMOUNT_OTHER = (short) 6;
    /** 95, terminal verification results. */
    static final short VERIFICATION_RESULTS = (short) 14;
    /** 5F2A, ISO 4217 numeric. */
    static final short CURRENCY = (short) 19;
    /** 9C, transaction type. */
    static final short TYPE = (short) 24;
    /** 9F37. */
    static final short UNPREDICTABLE = (short) 25;
    /** Bytes of 9F02 9F03 9F1A 95 5F2A 9A 9C 9F37, what the application cryptogram covers. */
    static final short COVERED = (short) 29;
    /** CDOL1: 9F35, terminal type. */
    static final short TERMINAL_TYPE = (short) 29;
    /** CDOL2: 8A, authorisation response code. */
    static final short RESPONSE_CODE = (short) 29;
    /** CDOL2: 91, issuer authentication data, behind the authorisation response code. */
    static final short ISSUER_AUTHENTICATION = (short) 31;

    static final short CDOL1_LENGTH = (short) 30;
    static final short CDOL2_LENGTH = (short) 39;
    /** CDOL2 of a card whose issuer adds eight bytes of proprietary authentication data. */
    static final short CDOL2_LONGEST = (short) 47;

    static final short UNPREDICTABLE_LENGTH = (short) 4;

    /** 9C of a load, ISO 8583 processing code 28. */
    static final byte TYPE_LOAD = (byte) 0x28;

    private TransactionData() {}

    /** 6A80 unless both amounts are decimal. */
    static void requireDecimal(byte[] data, short offset) {
        Status.unless(
                Bcd.isDecimal(data, (short) (offset + AMOUNT)) && Bcd.isDecimal(data, (short) (offset + AMOUNT_OTHER)),
                Status.DATA);
    }

    /** Whether amount, currency and type are those of the first GENERATE AC's data. */
    static boolean isSame(byte[] data, short offset, byte[] first) {
        return Util.arrayCompare(data, (short) (offset + AMOUNT), first, AMOUNT, Bcd.AMOUNT) == 0
                && Util.arrayCompare(data, (short) (offset + CURRENCY), first, CURRENCY, (short) 2) == 0
                && data[(short) (offset + TYPE)] == first[TYPE];
    }

    /** Whether the terminal can go online, EMV Book 4 Annex A1: types x3 and x6 are offline only. */
    static boolean canGoOnline(byte[] data, short offset) {
        short type = (short) (data[(short) (offset + TERMINAL_TYPE)] & 0x0F);
        return type != 3 && type != 6;
    }

    /** Whether nobody of the merchant stands beside the terminal, EMV Book 4 Annex A1: types x4 to x6. */
    static boolean isUnattended(byte[] data, short offset) {
        short type = (short) (data[(short) (offset + TERMINAL_TYPE)] & 0x0F);
        return type >= 4 && type <= 6;
    }
}

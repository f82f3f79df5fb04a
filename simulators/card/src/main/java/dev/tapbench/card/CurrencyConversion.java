package dev.tapbench.card;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * A transaction's amount in the card's own currency. Another currency never enters an accumulator: the issuer has chosen
 * whether such a transaction is declined, goes online, or is converted at a rate that it has stored.
 */
final class CurrencyConversion {
    // Persistent.otherCurrency.
    static final byte DECLINE = (byte) 0x00;
    static final byte ONLINE = (byte) 0x01;
    static final byte CONVERT = (byte) 0x02;

    /** Places in Persistent.conversion: currency(2), rate(4, n 8), decimals of the rate(1). */
    static final short RATE = (short) 2;

    static final short DECIMALS = (short) 6;
    static final short LENGTH = (short) 7;
    /** A rate has at most as many decimals as digits. */
    static final byte MOST_DECIMALS = (byte) 8;

    // What convert found.
    private static final byte OWN = (byte) 0;
    private static final byte OTHER = (byte) 1;
    private static final byte OVERFLOW = (byte) 2;

    /** Twelve digits of an amount times eight of a rate. */
    private static final short PRODUCT = (short) 10;

    private static final short AMOUNT_AT = (short) (PRODUCT - Bcd.AMOUNT);
    private static final short RATE_DIGITS = (short) 8;

    private final Persistent persistent;
    private final Transients transients;
    private final byte[] product;
    private final byte[] found;

    CurrencyConversion(Persistent persistent, Transients transients) {
        this.persistent = persistent;
        this.transients = transients;
        product = JCSystem.makeTransientByteArray(PRODUCT, JCSystem.CLEAR_ON_DESELECT);
        found = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_DESELECT);
    }

    /** Leaves the amount to count in volatile memory: nought where the currency is another and no rate is stored for it. */
    void convert(byte[] data, short offset) {
        short amountAt = (short) (offset + TransactionData.AMOUNT);
        short currencyAt = (short) (offset + TransactionData.CURRENCY);
        found[0] = OWN;
        Util.arrayCopyNonAtomic(data, amountAt, transients.amount, (short) 0, Bcd.AMOUNT);
        if (Util.arrayCompare(data, currencyAt, persistent.currency, (short) 0, (short) 2) == 0) {
            return;
        }
        boolean hasRate = persistent.otherCurrency == CONVERT
                && Util.arrayCompare(data, currencyAt, persistent.conversion, (short) 0, (short) 2) == 0;
        if (!hasRate) {
            found[0] = OTHER;
            Util.arrayFillNonAtomic(transients.amount, (short) 0, Bcd.AMOUNT, (byte) 0);
            return;
        }
        multiply();
        boolean rounds = false;
        for (byte i = 0; i < persistent.conversion[DECIMALS]; i++) {
            rounds = shiftRight() || rounds;
        }
        boolean fits = product[0] == 0 && product[1] == 0 && product[2] == 0 && product[3] == 0;
        Util.arrayCopyNonAtomic(product, AMOUNT_AT, transients.amount, (short) 0, Bcd.AMOUNT);
        // Upwards: a part of a cent spent is a cent spent.
        if (!fits || (rounds && !addOne())) {
            found[0] = OVERFLOW;
        }
    }

    /** Whether the amount can be counted: it is in the card's own currency now. */
    boolean isCounted() {
        return found[0] == OWN;
    }

    /** Whether the amount in the card's own currency would need a thirteenth digit. */
    boolean isTooLarge() {
        return found[0] == OVERFLOW;
    }

    /** Whether the issuer declines, rather than be asked about, what cannot be counted. */
    boolean isDeclined() {
        return found[0] == OVERFLOW || (found[0] == OTHER && persistent.otherCurrency != ONLINE);
    }

    /** Amount times rate, digit by digit of the rate from its left. */
    private void multiply() {
        Util.arrayFillNonAtomic(product, (short) 0, PRODUCT, (byte) 0);
        for (short i = 0; i < RATE_DIGITS; i++) {
            shiftLeft();
            byte pair = persistent.conversion[(short) (RATE + (short) (i / 2))];
            short digit = (short) (i & 1) == 0 ? Bcd.high(pair) : Bcd.low(pair);
            for (short n = 0; n < digit; n++) {
                addAmount();
            }
        }
    }

    private void addAmount() {
        if (Bcd.add(product, AMOUNT_AT, transients.amount, (short) 0, product, AMOUNT_AT)) {
            return;
        }
        // The carry goes on through the left bytes; twenty digits never overflow.
        short at = (short) (AMOUNT_AT - 1);
        while (product[at] == (byte) 0x99) {
            product[at--] = 0;
        }
        byte pair = product[at];
        product[at] = Bcd.low(pair) == 9 ? (byte) ((short) (Bcd.high(pair) + 1) << 4) : (byte) (pair + 1);
    }

    private boolean addOne() {
        Util.arrayFillNonAtomic(product, (short) 0, PRODUCT, (byte) 0);
        product[(short) (PRODUCT - 1)] = 1;
        return Bcd.add(product, AMOUNT_AT, transients.amount, (short) 0, transients.amount, (short) 0);
    }

    private void shiftLeft() {
        for (short i = 0; i < PRODUCT; i++) {
            short next = (short) (i + 1) < PRODUCT ? Bcd.high(product[(short) (i + 1)]) : 0;
            product[i] = (byte) ((short) (Bcd.low(product[i]) << 4) | next);
        }
    }

    /** Drops the last digit, and tells whether it was something. */
    private boolean shiftRight() {
        boolean lost = Bcd.low(product[(short) (PRODUCT - 1)]) != 0;
        for (short i = (short) (PRODUCT - 1); i >= 0; i--) {
            short before = i > 0 ? Bcd.low(product[(short) (i - 1)]) : 0;
            product[i] = (byte) ((short) (before << 4) | Bcd.high(product[i]));
        }
        return lost;
    }
}

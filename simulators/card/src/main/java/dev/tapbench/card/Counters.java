package dev.tapbench.card;

import javacard.framework.Util;

/**
 * The rule of both pairs of counters, in its one place on the card: a pair trips when count + 1 exceeds its limit or amount
 * + accumulator exceeds its limit; equal passes. The first pair is the issuer's risk, the second the risk of a lost
 * or stolen device.
 */
final class Counters {
    /** Verdict: the lower limits of the first pair are exceeded, go online where possible. */
    static final byte LOWER = (byte) 0x01;
    /** Verdict: the upper limits of the first pair are exceeded, or funds are short. */
    static final byte UPPER = (byte) 0x02;
    /** Verdict: the second pair trips, or the user wants to be asked. */
    static final byte SECOND = (byte) 0x04;
    /** Verdict: an accumulator would need a thirteenth digit. */
    static final byte OVERFLOW = (byte) 0x08;

    private static final byte COUNT_NEVER_TRIPS = (byte) 0xFF;
    /** The most that the IAD and 9F50 can tell: 999999.99 of a currency with two decimals. */
    private static final byte MOST_REPORTED = (byte) 0x99;

    private final Persistent persistent;
    private final Transients transients;
    private final Results results;

    Counters(Persistent persistent, Transients transients, Results results) {
        this.persistent = persistent;
        this.transients = transients;
        this.results = results;
    }

    /**
     * What both pairs say about one more transaction over this amount; changes nothing that lasts.
     *
     * @param exempt whether the second pair may trip here without asking for the holder
     */
    void evaluate(byte[] amount, short offset, boolean exempt) {
        evaluateFirst(amount, offset);
        if (!Bcd.add(persistent.secondAmount, (short) 0, amount, offset, transients.nextSecond, (short) 0)) {
            transients.verdict[0] = OVERFLOW;
            return;
        }
        boolean trips = secondTrips();
        boolean asks = (trips && !exempt) || isAlwaysAsked(amount, offset) || userAsks(amount, offset);
        if (trips || asks) {
            results.set(Results.BYTE_3, Results.LOST_OR_STOLEN);
        }
        if (asks) {
            transients.verdict[0] = (byte) (transients.verdict[0] | SECOND);
        }
    }

    /** What the first pair alone says; its bits of the card verification results are found anew. */
    void evaluateFirst(byte[] amount, short offset) {
        byte verdict = 0;
        byte[] first = transients.nextFirst;
        results.clear(Results.BYTE_3, Results.FIRST_PAIR);
        if (!Bcd.add(persistent.firstAmount, (short) 0, amount, offset, first, (short) 0)) {
            transients.verdict[0] = OVERFLOW;
            return;
        }
        if (countTrips(persistent.firstCount, persistent.lowerCount)) {
            results.set(Results.BYTE_3, Results.LOWER_COUNT);
            verdict = (byte) (verdict | LOWER);
        }
        if (countTrips(persistent.firstCount, persistent.upperCount)) {
            results.set(Results.BYTE_3, Results.UPPER_COUNT);
            verdict = (byte) (verdict | UPPER);
        }
        if (Bcd.isGreater(first, (short) 0, persistent.lowerAmount, (short) 0)) {
            results.set(Results.BYTE_3, Results.LOWER_AMOUNT);
            verdict = (byte) (verdict | LOWER);
        }
        if (Bcd.isGreater(first, (short) 0, persistent.upperAmount, (short) 0)) {
            results.set(Results.BYTE_3, Results.UPPER_AMOUNT);
            verdict = (byte) (verdict | UPPER);
        }
        transients.verdict[0] = verdict;
    }

    /** Whether the last evaluation found this. */
    boolean found(byte verdict) {
        return (byte) (transients.verdict[0] & verdict) != 0;
    }

    /** Counts the transaction just evaluated in the first pair. Inside a transaction of the caller. */
    void countFirst() {
        persistent.firstCount = next(persistent.firstCount);
        Util.arrayCopy(transients.nextFirst, (short) 0, persistent.firstAmount, (short) 0, Bcd.AMOUNT);
    }

    /** Whether the accumulator, and the funds of a prepaid card, can take the transaction just evaluated. */
    boolean canAdd() {
        return !found(OVERFLOW)
                && (!isPrepaid() || !Bcd.isGreater(transients.nextFirst, (short) 0, persistent.upperAmount, (short) 0));
    }

    /**
     * CSU 10: the first pair starts anew. A prepaid card's accumulator is the holder's money and stays. Inside a transaction
     * of the caller.
     */
    void resetFirst() {
        persistent.firstCount = 0;
        if (!isPrepaid()) {
            Util.arrayCopy(zeros(), (short) 0, persistent.firstAmount, (short) 0, Bcd.AMOUNT);
        }
    }

    /**
     * CSU 01: the next transaction exceeds the upper limits, where there are any. A prepaid card's accumulator stays. Inside
     * a transaction of the caller.
     */
    void setFirstToUpperLimits() {
        if (persistent.upperCount != COUNT_NEVER_TRIPS) {
            persistent.firstCount = persistent.upperCount;
        }
        if (!isPrepaid() && !Bcd.isNeverExceeded(persistent.upperAmount, (short) 0)) {
            Util.arrayCopy(persistent.upperAmount, (short) 0, persistent.firstAmount, (short) 0, Bcd.AMOUNT);
        }
    }

    boolean isPrepaid() {
        return persistent.profile == Persistent.PROFILE_PREPAID;
    }

    /** Counts the transaction just evaluated in the second pair. Inside a transaction of the caller. */
    void countSecond() {
        persistent.secondCount = next(persistent.secondCount);
        Util.arrayCopy(transients.nextSecond, (short) 0, persistent.secondAmount, (short) 0, Bcd.AMOUNT);
    }

    /** A valid cardholder verification resets the second pair, and only that. Inside a transaction of the caller. */
    void resetSecond() {
        persistent.secondCount = 0;
        Util.arrayCopy(zeros(), (short) 0, persistent.secondAmount, (short) 0, Bcd.AMOUNT);
    }

    /**
     * The first pair after a load: the limit is what the card then holds, nothing of it is spent. Inside a transaction of
     * the caller.
     *
     * @param funds n 12
     */
    void startWith(byte[] funds, short offset) {
        Util.arrayCopy(funds, offset, persistent.upperAmount, (short) 0, Bcd.AMOUNT);
        Util.arrayCopy(zeros(), (short) 0, persistent.firstAmount, (short) 0, Bcd.AMOUNT);
        persistent.firstCount = 0;
    }

    /** Leaves the funds in volatile memory, exact: upper amount limit less accumulator. */
    void funds() {
        Bcd.subtract(persistent.upperAmount, (short) 0, persistent.firstAmount, (short) 0, transients.funds, (short) 0);
    }

    /**
     * Leaves the funds as they are reported, at most 999999.99.
     *
     * @param spent whether the transaction just evaluated is given offline
     */
    void fundsToReport(boolean spent) {
        byte[] to = transients.funds;
        byte[] accumulator = spent ? transients.nextFirst : persistent.firstAmount;
        boolean unlimited = Bcd.isUnlimited(persistent.upperAmount, (short) 0);
        boolean known =
                !unlimited && Bcd.subtract(persistent.upperAmount, (short) 0, accumulator, (short) 0, to, (short) 0);
        if (unlimited || (known && (to[0] != 0 || to[1] != 0))) {
            Util.arrayFillNonAtomic(to, (short) 2, (short) 4, MOST_REPORTED);
            Util.setShort(to, (short) 0, (short) 0);
        } else if (!known) {
            Util.arrayFillNonAtomic(to, (short) 0, Bcd.AMOUNT, (byte) 0);
        }
    }

    private boolean secondTrips() {
        boolean count = countTrips(persistent.secondCount, persistent.secondCountLimit);
        boolean amount = Bcd.isGreater(transients.nextSecond, (short) 0, persistent.secondAmountLimit, (short) 0);
        return persistent.secondMode == Persistent.MODE_ALL ? count && amount : count || amount;
    }

    /** Over this amount the issuer wants the holder, whatever the counters say. */
    private boolean isAlwaysAsked(byte[] amount, short offset) {
        return Bcd.isGreater(amount, offset, persistent.alwaysAbove, (short) 0);
    }

    /** The user's settings concern a phone's taps, and only add to the issuer's limits. */
    private boolean userAsks(byte[] amount, short offset) {
        return persistent.isPhone()
                && UserSettings.ask(persistent.userSettings, persistent.secondCount, amount, offset);
    }

    static boolean countTrips(byte count, byte limit) {
        return limit != COUNT_NEVER_TRIPS && (short) ((short) (count & 0xFF) + 1) > (short) (limit & 0xFF);
    }

    /** A count stays at its highest value; only a limit that never trips lets it come there. */
    private static byte next(byte count) {
        return count == COUNT_NEVER_TRIPS ? count : (byte) (count + 1);
    }

    private byte[] zeros() {
        Util.arrayFillNonAtomic(transients.work, (short) 0, Bcd.AMOUNT, (byte) 0);
        return transients.work;
    }
}

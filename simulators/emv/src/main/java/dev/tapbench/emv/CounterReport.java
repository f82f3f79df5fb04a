package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * All counters and limits of a card: DF23, 35 bytes. Amounts are in minor units of the application currency. An amount limit
 * of FF.. or 999999999999 never trips.
 *
 * @param firstCount consecutive offline transactions
 * @param firstAmount their sum
 * @param lowerCount lower limit of the count
 * @param upperCount upper limit of the count
 * @param lowerAmount lower limit of the sum
 * @param upperAmount upper limit of the sum; of a prepaid card funds plus {@code firstAmount}
 * @param secondCount contactless transactions since the last valid CVM
 * @param secondAmount their sum
 * @param secondCountLimit lost-or-stolen limit of the count
 * @param secondAmountLimit lost-or-stolen limit of the sum
 */
public record CounterReport(
        int firstCount,
        long firstAmount,
        int lowerCount,
        int upperCount,
        long lowerAmount,
        long upperAmount,
        int secondCount,
        long secondAmount,
        int secondCountLimit,
        long secondAmountLimit) {
    /** Length in bytes. */
    public static final int LENGTH = 35;
    /** An amount limit that never trips. */
    public static final long NO_LIMIT = 999_999_999_999L;

    private static final Bytes ABSENT = Bytes.hex("FFFFFFFFFFFF");

    /**
     * Reads the value of DF23.
     *
     * @throws EmvDataException when it has not 35 bytes or an amount is not decimal; FF.. is a limit only, never a sum
     */
    public static CounterReport parse(Bytes value) {
        Lengths.require(value, LENGTH, "DF23 (counters and limits)");
        return new CounterReport(
                value.at(0),
                sum(value, 1),
                value.at(7),
                value.at(8),
                limit(value, 9),
                limit(value, 15),
                value.at(21),
                sum(value, 22),
                value.at(28),
                limit(value, 29));
    }

    private static long limit(Bytes value, int at) {
        return value.slice(at, at + 6).equals(ABSENT) ? NO_LIMIT : sum(value, at);
    }

    private static long sum(Bytes value, int at) {
        return Bcd.decode(value.slice(at, at + 6), "amount at byte " + at + " of DF23");
    }

    /** The 35 bytes; a limit that never trips is written as 999999999999. */
    public Bytes encode() {
        return Bytes.concat(
                Bytes.of(firstCount),
                Bcd.encode(firstAmount, 6),
                Bytes.of(lowerCount, upperCount),
                Bcd.encode(lowerAmount, 6),
                Bcd.encode(upperAmount, 6),
                Bytes.of(secondCount),
                Bcd.encode(secondAmount, 6),
                Bytes.of(secondCountLimit),
                Bcd.encode(secondAmountLimit, 6));
    }
}

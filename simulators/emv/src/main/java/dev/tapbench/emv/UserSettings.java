package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * What a phone's owner wants to be asked for beyond what the issuer asks: DF24, 8 bytes. A wish that is left out is the issuer's
 * alone to decide.
 *
 * @param always the CVM before each payment
 * @param above the CVM before a payment of more than this, in minor units; {@link CounterReport#NO_LIMIT} where it is left out
 * @param payments the CVM after so many payments, 0 to 254; {@link #NO_COUNT} where it is left out
 */
public record UserSettings(boolean always, long above, int payments) {
    /** Length in bytes. */
    public static final int LENGTH = 8;
    /** A count that never trips. */
    public static final int NO_COUNT = 0xFF;

    private static final Bytes NO_AMOUNT = Bytes.hex("FFFFFFFFFFFF");

    /** The CVM before each payment. */
    public static UserSettings alwaysAsk() {
        return new UserSettings(true, CounterReport.NO_LIMIT, NO_COUNT);
    }

    /** No wish: the issuer alone decides. */
    public static UserSettings none() {
        return new UserSettings(false, CounterReport.NO_LIMIT, NO_COUNT);
    }

    /** The CVM before each payment of more than this amount. */
    public static UserSettings askAbove(Money amount) {
        return new UserSettings(false, amount.minor(), NO_COUNT);
    }

    /**
     * The CVM after so many payments.
     *
     * @throws IllegalArgumentException when it is not 0 to 254
     */
    public static UserSettings askAfter(int payments) {
        if (payments < 0 || payments >= NO_COUNT) {
            throw new IllegalArgumentException("ask after " + payments + " payments: expected 0 to 254");
        }
        return new UserSettings(false, CounterReport.NO_LIMIT, payments);
    }

    /**
     * Reads the value of DF24.
     *
     * @throws EmvDataException when it has not 8 bytes, the first is neither 00 nor 01, or the amount is neither decimal nor left out
     */
    public static UserSettings parse(Bytes value) {
        Lengths.require(value, LENGTH, "DF24 (user settings)");
        if (value.at(0) > 1) {
            throw new EmvDataException("DF24 (user settings) " + value + ": expected 00 or 01 in its first byte");
        }
        Bytes amount = value.slice(1, 7);
        return new UserSettings(
                value.at(0) == 1,
                amount.equals(NO_AMOUNT) ? CounterReport.NO_LIMIT : Bcd.decode(amount, "amount of DF24"),
                value.at(7));
    }

    /** The 8 bytes. */
    public Bytes encode() {
        return Bytes.concat(
                Bytes.of(always ? 1 : 0),
                above == CounterReport.NO_LIMIT ? NO_AMOUNT : Bcd.encode(above, 6),
                Bytes.of(payments));
    }

    /**
     * Whether the owner wants to be asked before one more payment.
     *
     * @param count payments since the last valid CVM
     * @param amount of the payment, in minor units
     */
    public boolean ask(int count, long amount) {
        return always || amount > above || (payments != NO_COUNT && count + 1 > payments);
    }

    /** Whether a wish goes beyond what the issuer allows without a CVM; one that is left out does not. */
    public boolean looserThan(CounterReport issuer) {
        return (above != CounterReport.NO_LIMIT && above > issuer.secondAmountLimit())
                || (payments != NO_COUNT && payments > issuer.secondCountLimit());
    }
}

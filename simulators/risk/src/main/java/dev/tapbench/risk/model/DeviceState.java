package dev.tapbench.risk.model;

/**
 * All that a card or phone remembers about risk, but limits that its issuer's scripts have changed. Two devices of one profile
 * with equal states behave alike for ever, unless such a script came.
 *
 * @param firstCount certificates given offline in a row
 * @param firstAmount their sum
 * @param upperAmount upper limit of that sum; of a prepaid card funds plus {@code firstAmount}
 * @param secondCount contactless payments since the last valid CVM
 * @param secondAmount their sum
 * @param tries PIN tries left
 * @param patternTries tries left of a phone's pattern
 * @param loads loads that it has accepted
 * @param pending how far a load has come
 * @param pendingAmount of that load; 0 without one
 * @param holder whether the holder was asked for, or has armed a payment; phones only
 * @param holderAmount of that payment; 0 without one
 * @param holderCurrency of that payment
 * @param goesOnline whether the next payment wants the issuer, for what an earlier one left
 * @param blocked what of it is blocked
 * @param settings what a phone's owner wants to be asked for
 */
public record DeviceState(
        int firstCount,
        long firstAmount,
        long upperAmount,
        int secondCount,
        long secondAmount,
        int tries,
        int patternTries,
        int loads,
        Pending pending,
        long pendingAmount,
        Holder holder,
        long holderAmount,
        PaymentCurrency holderCurrency,
        boolean goesOnline,
        IssuerWord.Block blocked,
        Settings settings) {
    /** A load, by what the card has seen of it. */
    public enum Pending {
        NONE,
        OPEN,
        AUTHENTICATED
    }

    /** What a phone awaits of its holder. */
    public enum Holder {
        NOTHING,
        ASKED_FOR,
        ARMED
    }

    /** Funds of a prepaid card, and what is left of a line; minor units. */
    public long funds() {
        return upperAmount - firstAmount;
    }
}

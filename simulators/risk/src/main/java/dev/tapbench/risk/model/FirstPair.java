package dev.tapbench.risk.model;

import dev.tapbench.risk.RiskProfile;

/** The first pair: certificates given offline in a row, and what they come to; on a prepaid device the holder's money. */
final class FirstPair {
    // Numbers rather than constants of the enumeration: those are read from memory each time.
    private static final int LOWER_COUNT = ResultBit.LOWER_COUNT_EXCEEDED.mask();
    private static final int UPPER_COUNT = ResultBit.UPPER_COUNT_EXCEEDED.mask();
    private static final int LOWER_AMOUNT = ResultBit.LOWER_AMOUNT_EXCEEDED.mask();
    private static final int UPPER_AMOUNT = ResultBit.UPPER_AMOUNT_EXCEEDED.mask();
    /** Results that send a payment to the issuer, and decline it where the issuer cannot be asked. */
    static final int UPPER = UPPER_COUNT | UPPER_AMOUNT;
    /** Results that send a payment to the issuer where the issuer can be asked. */
    static final int LOWER = LOWER_COUNT | LOWER_AMOUNT;

    private final boolean prepaid;

    int lowerCount;
    int upperCount;
    long lowerAmount;
    /** The most that a prepaid device may hold. */
    long maximumBalance;

    int count;
    long amount;
    /** The upper limit of the amount; of a prepaid device funds and amount together. */
    long upperAmount;

    FirstPair(RiskProfile profile) {
        prepaid = profile.kind() == RiskProfile.Kind.PREPAID;
        lowerCount = profile.spending().lowerCount();
        upperCount = profile.spending().upperCount();
        lowerAmount = profile.spending().lowerAmount().orElse(RiskProfile.NO_AMOUNT_LIMIT);
        upperAmount = profile.spending().upperAmount();
        maximumBalance = profile.maximumBalance().orElse(0);
    }

    /** Whether a prepaid device may take so much more. */
    boolean fits(long load) {
        return prepaid && load > 0 && funds() + load <= maximumBalance;
    }

    /**
     * PUT DATA of an amount of this pair; on a prepaid device sum, limit and maximum have to stay a balance.
     *
     * @return whether it was taken
     */
    boolean put(ScriptCommand.Amount which, long value) {
        boolean taken = switch (which) {
            case LOWER -> !prepaid || value == RiskProfile.NO_AMOUNT_LIMIT;
            case UPPER -> !prepaid || isBalance(amount, value);
            case SPENT -> !prepaid || isBalance(value, upperAmount);
            case MAXIMUM_BALANCE -> value <= RiskProfile.HIGHEST_BALANCE && (!prepaid || upperAmount <= value);
            case LOST_OR_STOLEN -> throw new IllegalArgumentException("a limit of the second pair");
        };
        if (taken) {
            switch (which) {
                case LOWER -> lowerAmount = value;
                case UPPER -> upperAmount = value;
                case SPENT -> amount = value;
                default -> maximumBalance = value;
            }
        }
        return taken;
    }

    private boolean isBalance(long spent, long limit) {
        return spent <= limit && limit <= maximumBalance;
    }

    /** What the limits say about one more payment, as {@link ResultBit} masks; nothing where the sum would overflow. */
    int results(long payment) {
        if (overflows(payment)) {
            return 0;
        }
        int results = 0;
        if (CounterRule.countTrips(count, lowerCount)) {
            results |= LOWER_COUNT;
        }
        if (CounterRule.countTrips(count, upperCount)) {
            results |= UPPER_COUNT;
        }
        if (CounterRule.amountTrips(amount, payment, lowerAmount)) {
            results |= LOWER_AMOUNT;
        }
        if (CounterRule.amountTrips(amount, payment, upperAmount)) {
            results |= UPPER_AMOUNT;
        }
        return results;
    }

    boolean overflows(long payment) {
        return CounterRule.overflows(amount, payment);
    }

    void add(long payment) {
        count = CounterRule.next(count);
        amount += payment;
    }

    /** Whether the sum, and the funds of a prepaid device, can take a payment. */
    boolean canAdd(long payment) {
        return !overflows(payment) && (!prepaid || amount + payment <= upperAmount);
    }

    void toZero() {
        count = 0;
        if (!prepaid) {
            amount = 0;
        }
    }

    void toUpperLimits() {
        if (upperCount != RiskProfile.NO_COUNT_LIMIT) {
            count = upperCount;
        }
        if (!prepaid && upperAmount != RiskProfile.NO_AMOUNT_LIMIT) {
            amount = upperAmount;
        }
    }

    /** Whether the money is on the device, and not on an account. */
    boolean isPrepaid() {
        return prepaid;
    }

    long funds() {
        return upperAmount - amount;
    }

    /** After a load. */
    void startWith(long funds) {
        upperAmount = funds;
        amount = 0;
        count = 0;
    }
}

package dev.tapbench.risk.model;

import dev.tapbench.risk.RiskProfile;

/**
 * The rule of both pairs, in its one place in the model: a pair trips when count + 1 exceeds its limit or amount + accumulator
 * exceeds its limit; equal passes.
 */
final class CounterRule {
    /** The most that an accumulator can hold, minor units: twelve digits. */
    static final long MOST = RiskProfile.NO_AMOUNT_LIMIT;

    private CounterRule() {}

    static boolean countTrips(int count, int limit) {
        return limit != RiskProfile.NO_COUNT_LIMIT && count + 1 > limit;
    }

    static boolean amountTrips(long accumulator, long amount, long limit) {
        return accumulator + amount > limit;
    }

    /** Whether the sum would need a thirteenth digit. */
    static boolean overflows(long accumulator, long amount) {
        return accumulator + amount > MOST;
    }

    /** A count stays at its highest value; only a limit that never trips lets it come there. */
    static int next(int count) {
        return count == RiskProfile.NO_COUNT_LIMIT ? count : count + 1;
    }
}

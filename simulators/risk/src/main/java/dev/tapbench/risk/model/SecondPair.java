package dev.tapbench.risk.model;

import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.TerminalRules;
import dev.tapbench.risk.UserBounds;

/** The second pair, and all else that asks for the holder: an amount of the issuer's, and what a phone's owner wants. */
final class SecondPair {
    private final boolean both;
    private final long alwaysAbove;
    private final boolean exemptsUnattended;
    private final UserBounds bounds;
    private final boolean phone;

    int countLimit;
    long amountLimit;
    int count;
    long amount;
    Settings settings = Settings.NONE;

    SecondPair(RiskProfile profile, boolean phone) {
        this.phone = phone;
        LostOrStolenLimits limits = profile.lostOrStolen();
        both = limits.mode() == LostOrStolenLimits.Mode.ALL;
        countLimit = limits.count();
        amountLimit = limits.amount();
        alwaysAbove = profile.behaviour().cvm().alwaysAbove().orElse(RiskProfile.NO_AMOUNT_LIMIT);
        exemptsUnattended = profile.behaviour().terminals().unattended() == TerminalRules.Unattended.EXEMPT;
        bounds = profile.behaviour().userSettings();
    }

    boolean overflows(long payment) {
        return CounterRule.overflows(amount, payment);
    }

    /** Whether the limits trip, which is told to the issuer whether it asks or not. */
    boolean trips(long payment) {
        boolean byCount = CounterRule.countTrips(count, countLimit);
        boolean bySum = CounterRule.amountTrips(amount, payment, amountLimit);
        return both ? byCount && bySum : byCount || bySum;
    }

    /** Whether the holder is to be asked before one more payment, where that is possible. */
    boolean asks(long payment, boolean trips, boolean unattended) {
        return (trips && !(unattended && exemptsUnattended))
                || payment > alwaysAbove
                || (phone && settings.ask(count, payment));
    }

    void add(long payment) {
        count = CounterRule.next(count);
        amount += payment;
    }

    void reset() {
        count = 0;
        amount = 0;
    }

    /** Takes what the owner wants unless it is looser than the issuer's limits, or outside what the issuer lets the owner want. */
    boolean set(Settings wanted) {
        boolean above = wanted.above() == RiskProfile.NO_AMOUNT_LIMIT
                || (wanted.above() <= amountLimit && bounds.above().has(wanted.above()));
        boolean payments = wanted.payments() == RiskProfile.NO_COUNT_LIMIT
                || (wanted.payments() <= countLimit && bounds.payments().has(wanted.payments()));
        boolean taken = above && payments && (bounds.alwaysAsk() || !wanted.always());
        if (taken) {
            settings = wanted;
        }
        return taken;
    }
}

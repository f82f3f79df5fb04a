package dev.tapbench.risk.model;

import dev.tapbench.risk.RiskProfile;

/**
 * What a phone's owner wants to be asked for beyond what the issuer asks.
 *
 * @param always before each payment
 * @param above before a payment of more than this; {@link RiskProfile#NO_AMOUNT_LIMIT} where the owner does not care
 * @param payments after so many payments; {@link RiskProfile#NO_COUNT_LIMIT} where the owner does not care
 */
public record Settings(boolean always, long above, int payments) {
    public static final Settings NONE = new Settings(false, RiskProfile.NO_AMOUNT_LIMIT, RiskProfile.NO_COUNT_LIMIT);

    boolean ask(int count, long amount) {
        return always || amount > above || CounterRule.countTrips(count, payments);
    }
}

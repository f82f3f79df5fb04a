package dev.tapbench.risk.model;

import dev.tapbench.risk.ConversionRate;
import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.RiskProfile;
import org.jspecify.annotations.Nullable;

/** What a payment in another currency counts: it enters an accumulator at the stored rate, or not at all. */
final class CurrencyRule {
    private final boolean asksForOthers;
    private final @Nullable ConversionRate rate;

    CurrencyRule(RiskProfile profile) {
        asksForOthers = profile.behaviour().currencies().other() == Currencies.Other.ONLINE;
        rate = profile.conversion().orElse(null);
    }

    /** Whether a payment cannot be counted. */
    boolean uncounted(PaymentCurrency currency) {
        return currency == PaymentCurrency.OTHER || (currency == PaymentCurrency.WITH_RATE && rate == null);
    }

    /** What it counts, minor units of the device's own currency. */
    long counted(long amount, PaymentCurrency currency) {
        if (currency == PaymentCurrency.OWN) {
            return amount;
        }
        return currency == PaymentCurrency.WITH_RATE && rate != null ? rate.convert(amount) : 0;
    }

    /** Whether it is declined for its currency, rather than the issuer asked about it. */
    boolean declines(PaymentCurrency currency) {
        return uncounted(currency) && !asksForOthers;
    }
}

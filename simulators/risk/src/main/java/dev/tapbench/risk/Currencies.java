package dev.tapbench.risk;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/**
 * What a payment in another currency means. A device has no exchange and no clock: it keeps one rate of its issuer's, which
 * should be on the safe side.
 *
 * @param other what is done with it
 * @param convert rates: how much one unit of the other currency is in the profile's; at most one, since the device keeps one
 */
public record Currencies(Other other, Map<Currency, BigDecimal> convert) {
    /** What is done with a payment in another currency. */
    public enum Other {
        /** Declined. */
        DECLINE,
        /** The issuer is asked; it enters no accumulator. */
        ONLINE,
        /** Counted at the stored rate, a part of a cent as a cent; declined in a currency without rate. */
        CONVERT
    }

    /** Other currencies are declined. */
    public static final Currencies OWN_ONLY = new Currencies(Other.DECLINE, Map.of());

    public Currencies {
        convert = Map.copyOf(convert);
        InvalidRiskProfile.require(
                convert.size() <= 1, "currencies.convert", convert, "one currency, because the device keeps one rate");
    }

    /** The rate by which a device of a profile in {@code own} converts; empty where it converts nothing. */
    public Optional<ConversionRate> rate(Currency own) {
        return other == Other.CONVERT
                ? convert.entrySet().stream()
                        .map(entry -> ConversionRate.of(entry.getKey(), entry.getValue(), own))
                        .findFirst()
                : Optional.empty();
    }
}

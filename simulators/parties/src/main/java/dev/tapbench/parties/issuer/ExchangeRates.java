package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.risk.RiskProfile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/**
 * For how much an issuer sells other currencies. What it does not sell, its cards do not pay in.
 *
 * @param rates units of the books' currency for one unit of the other, such as 0.92; above zero
 */
public record ExchangeRates(Map<Currency, BigDecimal> rates) {
    /** One more than twelve digits can say: no limit allows it. */
    private static final BigDecimal TOO_MUCH = BigDecimal.valueOf(RiskProfile.NO_AMOUNT_LIMIT + 1);

    public ExchangeRates {
        rates = Map.copyOf(rates);
        rates.forEach((currency, rate) -> {
            if (rate.signum() <= 0) {
                throw new IllegalArgumentException("a rate of " + rate + " for " + currency + ": expected more than 0");
            }
        });
    }

    /**
     * What an amount costs in another currency, half a minor unit rounded up; empty where there is no rate for it. More than
     * twelve digits come as the least amount of thirteen.
     */
    Optional<Money> price(Money amount, Currency own) {
        return Optional.ofNullable(rates.get(amount.currency()))
                .map(rate -> BigDecimal.valueOf(amount.minor())
                        .multiply(rate)
                        .movePointRight(own.exponent() - amount.currency().exponent())
                        .setScale(0, RoundingMode.HALF_UP)
                        .min(TOO_MUCH))
                .map(minor -> new Money(minor.longValueExact(), own));
    }
}

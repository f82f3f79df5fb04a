package dev.tapbench.risk;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * A rate as a device keeps it: minor units of its own currency for one minor unit of another, {@code digits / 10^decimals}.
 *
 * @param currency the other currency
 * @param digits at most eight
 * @param decimals 0 to 8
 */
public record ConversionRate(Currency currency, int digits, int decimals) {
    private static final int MOST_DIGITS = 99_999_999;
    private static final int MOST_DECIMALS = 8;

    /**
     * From the rate that people know.
     *
     * @param rate units of {@code own} for one unit of {@code currency}, such as 0.92
     * @throws InvalidRiskProfile when a device cannot keep it: negative, or of more than eight digits or decimals
     */
    static ConversionRate of(Currency currency, BigDecimal rate, Currency own) {
        int shift = own.getDefaultFractionDigits() - currency.getDefaultFractionDigits();
        BigDecimal minor = rate.movePointRight(shift).stripTrailingZeros();
        if (minor.scale() < 0) {
            minor = minor.setScale(0);
        }
        InvalidRiskProfile.require(
                minor.signum() >= 0
                        && minor.scale() <= MOST_DECIMALS
                        && minor.unscaledValue().compareTo(BigInteger.valueOf(MOST_DIGITS)) <= 0,
                "currencies.convert." + currency,
                rate.toPlainString(),
                "a rate of at most eight digits, such as 0.92: what one " + currency + " is in " + own);
        return new ConversionRate(currency, minor.unscaledValue().intValueExact(), minor.scale());
    }

    /** What an amount is, rounded up; more than {@link RiskProfile#NO_AMOUNT_LIMIT} where it needs a thirteenth digit. */
    public long convert(long minor) {
        BigDecimal converted = BigDecimal.valueOf(minor)
                .multiply(BigDecimal.valueOf(digits))
                .movePointLeft(decimals)
                .setScale(0, RoundingMode.UP);
        return converted
                .min(BigDecimal.valueOf(RiskProfile.NO_AMOUNT_LIMIT + 1))
                .longValueExact();
    }
}

package dev.tapbench.parties.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeRatesTest {
    private static final ExchangeRates RATES = new ExchangeRates(Map.of(
            Currency.USD,
            new BigDecimal("0.925"),
            Currency.ofAlpha("JPY"),
            new BigDecimal("0.0061"),
            Currency.ofAlpha("KWD"),
            new BigDecimal("3.1"),
            Currency.CHF,
            new BigDecimal("1000000")));

    /** The yen has no minor unit, the dinar one of a thousandth. */
    @ParameterizedTest
    @CsvSource({
        "10.00 USD, 9.25 EUR",
        "0.02 USD, 0.02 EUR",
        "0.01 USD, 0.01 EUR",
        "0.10 USD, 0.09 EUR",
        "0.20 USD, 0.19 EUR",
        "0.00 USD, 0.00 EUR",
        "1000 JPY, 6.10 EUR",
        "1.000 KWD, 3.10 EUR",
        "0.001 KWD, 0.00 EUR",
        "9999999999.99 CHF, 10000000000.00 EUR"
    })
    void aPriceIsRoundedToTheMinorUnit(String amount, String price) {
        assertThat(RATES.price(Money.parse(amount), Currency.EUR)).contains(Money.parse(price));
    }

    @Test
    void whatHasNoRateHasNoPrice() {
        assertThat(RATES.price(Money.parse("1.00 SEK"), Currency.EUR)).isEmpty();
    }

    @Test
    void nothingIsGivenAway() {
        assertThatThrownBy(() -> new ExchangeRates(Map.of(Currency.USD, BigDecimal.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a rate of 0 for USD: expected more than 0");
    }
}

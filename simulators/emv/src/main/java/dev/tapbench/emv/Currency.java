package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.Locale;

/**
 * A currency (ISO 4217).
 *
 * @param numeric three digits, 978
 * @param alpha three letters, EUR
 * @param exponent decimals of the minor unit, 2
 */
public record Currency(int numeric, String alpha, int exponent) {
    public static final Currency EUR = new Currency(978, "EUR", 2);
    public static final Currency USD = new Currency(840, "USD", 2);
    public static final Currency CHF = new Currency(756, "CHF", 2);

    public Currency {
        if (numeric < 0 || numeric > 999 || alpha.length() != 3 || exponent < 0 || exponent > 9) {
            throw new IllegalArgumentException("no currency: " + numeric + " " + alpha + " exponent " + exponent);
        }
    }

    /**
     * The currency with three letters.
     *
     * @throws IllegalArgumentException when ISO 4217, as this Java platform knows it, has no such code
     */
    public static Currency ofAlpha(String alpha) {
        try {
            return of(java.util.Currency.getInstance(alpha.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + alpha + "' is no ISO 4217 currency: expected such as EUR", e);
        }
    }

    /**
     * The currency with three digits.
     *
     * @throws IllegalArgumentException when ISO 4217, as this Java platform knows it, has no such code
     */
    public static Currency ofNumeric(int numeric) {
        // Historic currencies keep their numbers; those in use come first.
        for (Currency usual : new Currency[] {EUR, USD, CHF}) {
            if (usual.numeric == numeric) {
                return usual;
            }
        }
        return java.util.Currency.getAvailableCurrencies().stream()
                .filter(c -> c.getNumericCode() == numeric && numeric != 0 && c.getDefaultFractionDigits() >= 0)
                .min(java.util.Comparator.comparing(java.util.Currency::getCurrencyCode))
                .map(Currency::of)
                .orElseThrow(() -> new IllegalArgumentException(numeric + " is no ISO 4217 currency"));
    }

    /**
     * Reads a transaction currency code (5F2A), n3 in 2 bytes.
     *
     * @throws EmvDataException when it has another length, no decimal digits, or ISO 4217 has no such code
     */
    public static Currency ofCode(Bytes code) {
        if (code.length() != 2) {
            throw new EmvDataException("currency code " + code + ": expected 2 bytes");
        }
        try {
            return ofNumeric((int) Bcd.decode(code, "currency code"));
        } catch (IllegalArgumentException e) {
            throw new EmvDataException("currency code " + code + " is not in ISO 4217", e);
        }
    }

    /** The code as EMV writes it: n3 in 2 bytes, {@code 0978}. */
    public Bytes code() {
        return Bcd.encode(numeric, 2);
    }

    private static Currency of(java.util.Currency currency) {
        return new Currency(
                currency.getNumericCode(),
                currency.getCurrencyCode(),
                Math.max(0, currency.getDefaultFractionDigits()));
    }

    @Override
    public String toString() {
        return alpha;
    }
}

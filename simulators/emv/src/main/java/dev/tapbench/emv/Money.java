package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.math.BigDecimal;

/**
 * An amount of money.
 *
 * @param minor in minor units, such as cents; may be negative in books
 * @param currency of which
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {
    private static final int N12_LENGTH = 6;
    private static final int N8_LENGTH = 4;

    /** Nothing, in a currency. */
    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * Reads {@code 50.00 EUR}.
     *
     * @throws IllegalArgumentException when it is no amount, or has more decimals than the currency
     */
    public static Money parse(String text) {
        String[] parts = text.trim().split(" +", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is no amount: expected such as 50.00 EUR");
        }
        Currency currency = Currency.ofAlpha(parts[1]);
        try {
            return new Money(
                    new BigDecimal(parts[0]).movePointRight(currency.exponent()).longValueExact(), currency);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no amount: expected a number with at most " + currency.exponent() + " decimals",
                    e);
        }
    }

    /**
     * Reads an amount in format n12, 6 bytes.
     *
     * @throws EmvDataException when it has another length or a digit above 9
     */
    public static Money ofN12(Bytes value, Currency currency) {
        return ofN(value, N12_LENGTH, currency);
    }

    /**
     * Reads an amount in format n8, 4 bytes.
     *
     * @throws EmvDataException when it has another length or a digit above 9
     */
    public static Money ofN8(Bytes value, Currency currency) {
        return ofN(value, N8_LENGTH, currency);
    }

    private static Money ofN(Bytes value, int length, Currency currency) {
        if (value.length() != length) {
            throw new EmvDataException("amount " + value + ": expected " + length + " bytes");
        }
        return new Money(Bcd.decode(value, "amount"), currency);
    }

    /**
     * 6 bytes of format n12.
     *
     * @throws IllegalArgumentException when negative or too large
     */
    public Bytes n12() {
        return Bcd.encode(minor, N12_LENGTH);
    }

    /**
     * 4 bytes of format n8.
     *
     * @throws IllegalArgumentException when negative or above 999999.99
     */
    public Bytes n8() {
        return Bcd.encode(minor, N8_LENGTH);
    }

    /**
     * The sum.
     *
     * @throws IllegalArgumentException when the currencies differ; {@link ArithmeticException} on overflow
     */
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    /**
     * The difference.
     *
     * @throws IllegalArgumentException when the currencies differ; {@link ArithmeticException} on overflow
     */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    /** Whether it is below zero. */
    public boolean negative() {
        return minor < 0;
    }

    /**
     * Which is more.
     *
     * @throws IllegalArgumentException when the currencies differ
     */
    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, same(other).minor);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot mix " + this + " and " + other);
        }
        return other;
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(minor, currency.exponent()).toPlainString() + " " + currency.alpha();
    }
}

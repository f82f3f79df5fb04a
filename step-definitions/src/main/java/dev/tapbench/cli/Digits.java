package dev.tapbench.cli;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people. */
final class Digits {
    private Digits() {}

    /** Three digits that say something, and no exponent: {@code 0.123}, {@code 1.23}, {@code 12.3}, {@code 12300}. */
    static String three(double value) {
        return new BigDecimal(value).round(new MathContext(3)).toPlainString();
    }
}

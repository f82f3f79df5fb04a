package dev.tapbench.measure;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What one row will compare.
 *
 * @param name of the row, unique in its measure
 * @param description what one operation is, and what the baseline is
 * @param sides opens both, for an effort; throws {@link dev.tapbench.reports.SkipException} when the bench lacks what they need, or {@link
 *     IllegalStateException} when they do not do the same
 * @param effort what of the time that a row may take this one does
 */
public record Comparison(
        String name, String description, Unit unit, Function<Effort, Sides> sides, UnaryOperator<Effort> effort) {
    /** A row that takes all the time that it may. */
    public Comparison(String name, String description, Unit unit, Supplier<Sides> sides) {
        this(name, description, unit, effort -> sides.get(), UnaryOperator.identity());
    }
}

package dev.tapbench.measure;

import java.util.function.Supplier;

/**
 * What one row will compare.
 *
 * @param name of the row, unique in its measure
 * @param description what one operation is, and what the baseline is
 * @param sides opens both; throws {@link dev.tapbench.reports.SkipException} when the bench lacks what they need, or {@link
 *     IllegalStateException} when they do not do the same
 */
public record Comparison(String name, String description, Unit unit, Supplier<Sides> sides) {}

package dev.tapbench.measure;

import dev.tapbench.reports.SkipException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What came of a measure.
 *
 * @param rows as measured, the headline first
 * @param skipped rows that the bench could not measure
 */
public record Results(List<Row> rows, List<Skipped> skipped) {
    public Results {
        rows = List.copyOf(rows);
        skipped = List.copyOf(skipped);
    }

    /** A row that was not measured, and why. */
    public record Skipped(String name, String reason) {}

    /**
     * Measures one comparison after the other.
     *
     * @param begins is told of each before it begins
     */
    public static Results of(List<Comparison> comparisons, Harness harness, Consumer<Comparison> begins) {
        List<Row> rows = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            begins.accept(comparison);
            try {
                rows.add(harness.measure(comparison));
            } catch (SkipException e) {
                skipped.add(new Skipped(comparison.name(), String.valueOf(e.getMessage())));
            }
        }
        return new Results(rows, skipped);
    }
}

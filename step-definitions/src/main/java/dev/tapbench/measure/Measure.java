package dev.tapbench.measure;

import java.util.List;

/**
 * A benchmark.
 *
 * @param name as the command line takes it
 * @param description what is compared with what, in one line
 * @param comparisons its rows, the headline first; none is open yet
 */
public record Measure(String name, String description, List<Comparison> comparisons) {
    public Measure {
        comparisons = List.copyOf(comparisons);
    }
}

package dev.tapbench.measure;

import java.util.List;

/**
 * A comparison as it was measured.
 *
 * @param unit symbol of the {@link Unit}
 * @param ours median over the blocks
 * @param baseline median over the blocks
 * @param ratio ours over baseline
 * @param ci95 lower and upper end of the ratio's 95 % confidence interval
 */
public record Row(String name, String unit, double ours, double baseline, double ratio, List<Double> ci95) {
    public Row {
        ci95 = List.copyOf(ci95);
    }
}

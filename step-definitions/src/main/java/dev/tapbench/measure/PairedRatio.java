package dev.tapbench.measure;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The ratio of two medians over paired blocks, and how sure it is: a percentile bootstrap that draws whole pairs with
 * replacement (Efron and Tibshirani, An Introduction to the Bootstrap, 13.3), so that what disturbed both blocks of a pair
 * stays together.
 */
final class PairedRatio {
    private static final int RESAMPLES = 4000;

    private final double[] ours;
    private final double[] baseline;

    /** The ends of a 95 % confidence interval. */
    record Interval(double low, double high) {}

    /** Values of one unit; those of one index are a pair. */
    PairedRatio(double[] ours, double[] baseline) {
        if (ours.length != baseline.length || ours.length == 0) {
            throw new IllegalArgumentException(ours.length + " and " + baseline.length + " blocks are no pairs");
        }
        this.ours = ours.clone();
        this.baseline = baseline.clone();
    }

    /** Median of our blocks. */
    double ours() {
        return median(ours.clone());
    }

    /** Median of the baseline's blocks. */
    double baseline() {
        return median(baseline.clone());
    }

    /** Ours over baseline. */
    double value() {
        return ours() / baseline();
    }

    Interval interval(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] ratios = new double[RESAMPLES];
        double[] drawnOurs = new double[ours.length];
        double[] drawnBaseline = new double[ours.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < ours.length; j++) {
                int pair = random.nextInt(ours.length);
                drawnOurs[j] = ours[pair];
                drawnBaseline[j] = baseline[pair];
            }
            ratios[i] = median(drawnOurs) / median(drawnBaseline);
        }
        Arrays.sort(ratios);
        int outside = (int) Math.round(RESAMPLES * 0.025);
        return new Interval(ratios[outside], ratios[RESAMPLES - 1 - outside]);
    }

    /** Sorts the values. */
    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}

package dev.tapbench.risk.lives;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How often which number came. Percentiles below 64 are exact, above they are the lowest number of a place that is three percent
 * wide.
 *
 * @param samples how many numbers
 * @param sum of the numbers
 * @param mean of the numbers, rounded to three decimals; 0 without samples
 * @param p50 half of the numbers are not above it
 * @param p90 nine of ten are not
 * @param p99 99 of 100 are not
 */
public record Distribution(long samples, long sum, BigDecimal mean, int p50, int p90, int p99) {
    private static final int DECIMALS = 3;

    static Distribution of(long[] buckets, long sum) {
        long samples = 0;
        for (long count : buckets) {
            samples += count;
        }
        BigDecimal mean = samples == 0
                ? BigDecimal.ZERO.setScale(DECIMALS)
                : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(samples), DECIMALS, RoundingMode.HALF_UP);
        return new Distribution(
                samples,
                sum,
                mean,
                percentile(buckets, samples, 50),
                percentile(buckets, samples, 90),
                percentile(buckets, samples, 99));
    }

    private static int percentile(long[] buckets, long samples, int percent) {
        long rank = (samples * percent + 99) / 100;
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank && seen > 0) {
                return Buckets.lowest(i);
            }
        }
        return 0;
    }
}

package dev.tapbench.risk.lives;

/**
 * Distributions as tables of equally likely values: the middles of 1024 slices of the same probability. A draw of ten bits picks
 * one, so that no logarithm is taken for a payment, and the tables say the same on each machine.
 */
final class Quantiles {
    static final int BITS = 10;
    static final int SLICES = 1 << BITS;
    /** The 0.95 quantile of the standard normal distribution. */
    private static final double Z95 = normal(0.95);

    private Quantiles() {}

    private static double middle(int slice) {
        return (slice + 0.5) / SLICES;
    }

    /** Times between events that come at any time, at least one unit. */
    static int[] exponential(double mean) {
        int[] values = new int[SLICES];
        for (int i = 0; i < SLICES; i++) {
            values[i] = (int) Math.max(1, Math.round(-StrictMath.log(1 - middle(i)) * mean));
        }
        return values;
    }

    /** Amounts whose logarithms are normal, by median and 0.95 quantile; at least one minor unit. */
    static long[] lognormal(long median, long p95) {
        double sigma = StrictMath.log((double) p95 / median) / Z95;
        long[] values = new long[SLICES];
        for (int i = 0; i < SLICES; i++) {
            values[i] = Math.max(1, Math.round(median * StrictMath.exp(sigma * normal(middle(i)))));
        }
        return values;
    }

    /** Quantile of the standard normal distribution, to seven digits: Wichura, algorithm AS 241 (PPND7), 1988. */
    static double normal(double p) {
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q
                    * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                    / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
        }
        double r = StrictMath.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
        double z;
        if (r <= 5) {
            r -= 1.6;
            z = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
                    / ((0.12021132975 * r + 0.73700164250) * r + 1);
        } else {
            r -= 5;
            z = (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
                    / ((0.012258202635 * r + 0.24197894225) * r + 1);
        }
        return q < 0 ? -z : z;
    }
}

package dev.tapbench.measure;

/** What the numbers of a row count. */
public enum Unit {
    /** Microseconds for one operation: lower is better. */
    MICROSECONDS("us/op", "lower") {
        @Override
        double of(double nanosPerOperation) {
            return nanosPerOperation / 1e3;
        }
    },
    /** Operations in one second: higher is better. */
    PER_SECOND("op/s", "higher") {
        @Override
        double of(double nanosPerOperation) {
            return 1e9 / nanosPerOperation;
        }
    },
    /** Taps of a device on a terminal in one second, on one core: higher is better. */
    TAPS_PER_SECOND("taps/s", "higher") {
        @Override
        double of(double nanosPerTap) {
            return 1e9 / nanosPerTap;
        }
    };

    private final String symbol;
    private final String better;

    Unit(String symbol, String better) {
        this.symbol = symbol;
        this.better = better;
    }

    /** As it is printed: {@code us/op}, {@code op/s} or {@code taps/s}. */
    public String symbol() {
        return symbol;
    }

    /** Which ratio of ours over the baseline is the better one: {@code lower} or {@code higher}. */
    public String better() {
        return better;
    }

    abstract double of(double nanosPerOperation);
}

package dev.tapbench.measure;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Times both sides of a comparison in blocks that take turns, first to warm them up, then for the record. A block has as many
 * operations as fill the time that {@link Effort#block} says; which side begins a pair alternates, so that neither always
 * follows the other's garbage. Not for several threads.
 */
public final class Harness {
    private final Effort effort;
    private final long seed;
    private final LongSupplier nanos;

    /** @param seed of the bootstrap: the same blocks give the same interval */
    public Harness(Effort effort, long seed) {
        this(effort, seed, System::nanoTime);
    }

    /** @param nanos the clock, in nanoseconds */
    Harness(Effort effort, long seed, LongSupplier nanos) {
        this.effort = effort;
        this.seed = seed;
        this.nanos = nanos;
    }

    /**
     * Measures one row.
     *
     * @throws dev.tapbench.reports.SkipException when the bench lacks what it needs
     */
    public Row measure(Comparison comparison) {
        Effort own = comparison.effort().apply(effort);
        try (Sides sides = comparison.sides().apply(effort)) {
            Track ours = new Track(sides.ours(), own);
            Track baseline = new Track(sides.baseline(), own);
            while (!ours.warm() || !baseline.warm()) {
                ours.block();
                baseline.block();
                ours.fillBlock();
                baseline.fillBlock();
            }
            double[] oursNanos = new double[own.pairs()];
            double[] baselineNanos = new double[own.pairs()];
            for (int pair = 0; pair < own.pairs(); pair++) {
                if (pair % 2 == 0) {
                    oursNanos[pair] = ours.block();
                    baselineNanos[pair] = baseline.block();
                } else {
                    baselineNanos[pair] = baseline.block();
                    oursNanos[pair] = ours.block();
                }
            }
            return row(comparison, oursNanos, baselineNanos);
        }
    }

    /** A side, and how it goes. */
    private final class Track {
        private final Side side;
        private final Effort effort;
        private int times = 1;
        private double operation;
        private long spent;

        Track(Side side, Effort effort) {
            this.side = side;
            this.effort = effort;
        }

        /** Nanoseconds for what the unit counts. */
        double block() {
            side.prepare();
            long start = nanos.getAsLong();
            side.run(times);
            long took = Math.max(1, nanos.getAsLong() - start);
            side.finish();
            spent += took;
            operation = (double) took / times;
            return operation / side.worth();
        }

        boolean warm() {
            return spent >= effort.warmUp().toNanos();
        }

        /** The next block has the operations that fill it at the pace of the last one. */
        void fillBlock() {
            times = (int) Math.max(1, Math.min(Integer.MAX_VALUE, effort.block().toNanos() / operation));
        }
    }

    private Row row(Comparison comparison, double[] oursNanos, double[] baselineNanos) {
        Unit unit = comparison.unit();
        PairedRatio ratio = new PairedRatio(in(unit, oursNanos), in(unit, baselineNanos));
        PairedRatio.Interval interval = ratio.interval(seed);
        return new Row(
                comparison.name(),
                unit.symbol(),
                ratio.ours(),
                ratio.baseline(),
                ratio.value(),
                List.of(interval.low(), interval.high()));
    }

    private static double[] in(Unit unit, double[] nanos) {
        double[] values = new double[nanos.length];
        for (int i = 0; i < nanos.length; i++) {
            values[i] = unit.of(nanos[i]);
        }
        return values;
    }
}

package dev.tapbench.measure;

import dev.tapbench.bench.SparkProcess;
import dev.tapbench.profiles.CardholderFile;
import dev.tapbench.profiles.RiskProfileFile;
import dev.tapbench.reports.SkipException;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LivesSketch;
import dev.tapbench.risk.lives.LocalLives;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code measure spark}: the same lives on all cores of this machine, by Spark and by threads of this process. */
public final class SparkMeasure {
    private static final long CARDS = 10_000_000;
    private static final long QUICK_CARDS = 200_000;
    private static final int PAIRS = 5;
    private static final long SEED = 1;

    private SparkMeasure() {}

    /**
     * The measure; nothing is opened yet.
     *
     * @param home the folder with {@code features/}, and {@code lib/spark} where Spark is built
     */
    public static Measure in(Path home) {
        return new Measure(
                "spark",
                "ten million honest lives of a month on all cores: Spark in local mode over threads of one process",
                List.of(new Comparison(
                        "local",
                        "a tap in the lives of phones, with --quick of fewer; Spark has started before",
                        Unit.TAPS_PER_SECOND,
                        effort -> sides(home, effort),
                        // One operation takes seconds.
                        effort -> new Effort(
                                Duration.ofNanos(1), Math.min(PAIRS, effort.pairs()), Duration.ofNanos(1)))));
    }

    private static Sides sides(Path home, Effort effort) {
        SparkProcess.missing(home).ifPresent(reason -> {
            throw new SkipException(reason);
        });
        Path risk = home.resolve("features").resolve("risk");
        RiskProfile profile = RiskProfileFile.read(risk.resolve("phone.yaml"));
        boolean thorough = effort.block().compareTo(Effort.THOROUGH.block()) >= 0;
        LivesJob job = new LivesJob(
                profile,
                true,
                false,
                CardholderFile.read(risk.resolve("cardholders.csv"), profile.currency()),
                thorough ? CARDS : QUICK_CARDS,
                1,
                SEED);
        int cores = Runtime.getRuntime().availableProcessors();
        SparkProcess spark = SparkProcess.start(home, job, Optional.empty(), "local[" + cores + "]");
        try {
            LivesSketch expected = spark.lived().sketch();
            long taps = expected.together().total(0, LivesSketch.Total.TAPS);
            return new Sides(
                    new Lives(taps, expected) {
                        @Override
                        LivesSketch live() {
                            spark.again();
                            return spark.lived().sketch();
                        }
                    },
                    new Lives(taps, expected) {
                        @Override
                        LivesSketch live() {
                            return byThreads(job, cores);
                        }
                    },
                    spark::close);
        } catch (RuntimeException e) {
            spark.close();
            throw e;
        }
    }

    private static LivesSketch byThreads(LivesJob job, int threads) {
        try {
            return LocalLives.sketch(job, threads);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while lives were lived", e);
        }
    }

    /** All lives of a job; each block ends with a look at all counts. */
    private abstract static class Lives implements Side {
        private final long taps;
        private final LivesSketch expected;
        private LivesSketch last;

        Lives(long taps, LivesSketch expected) {
            this.taps = taps;
            this.expected = expected;
            last = expected;
        }

        abstract LivesSketch live();

        @Override
        public long worth() {
            return taps;
        }

        @Override
        public void run(int times) {
            for (int i = 0; i < times; i++) {
                last = live();
            }
        }

        @Override
        public void finish() {
            Batch.requireSame(last, expected);
        }
    }
}

package dev.tapbench.measure;

import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LivesKernel;
import dev.tapbench.risk.lives.LivesSketch;
import java.util.Arrays;

/** The first lives of a job, lived again and again: one operation is worth their taps. */
final class Batch {
    private final LivesJob job;
    private final long cards;
    private final LivesSketch once;
    private final long taps;

    Batch(LivesJob job, long cards) {
        this.job = job;
        this.cards = cards;
        LivesKernel kernel = new LivesKernel(job);
        kernel.live(0, cards);
        once = kernel.sketch();
        taps = kernel.taps();
    }

    /** What happens in them, once. */
    LivesSketch once() {
        return once;
    }

    /** Taps in them. */
    long worth() {
        return taps;
    }

    /** @throws IllegalStateException when two sketches are not equal in each count */
    static void requireSame(LivesSketch counts, LivesSketch expected) {
        if (!Arrays.equals(counts.toBytes(), expected.toBytes())) {
            throw new IllegalStateException("the same lives were counted in two ways, "
                    + counts.together().total(0, LivesSketch.Total.TAPS) + " taps and "
                    + expected.together().total(0, LivesSketch.Total.TAPS) + ": one of the sides is wrong");
        }
    }

    Side byKernel() {
        return new Counted() {
            private LivesKernel kernel = new LivesKernel(job);

            @Override
            public void prepare() {
                kernel = new LivesKernel(job);
                super.prepare();
            }

            @Override
            void live(int times) {
                for (int i = 0; i < times; i++) {
                    kernel.live(0, cards);
                }
            }

            @Override
            LivesSketch counts() {
                return kernel.sketch();
            }
        };
    }

    Side by(NativeLives program) {
        return new Counted() {
            @Override
            void live(int times) {
                program.live(cards, times);
            }

            @Override
            LivesSketch counts() {
                return program.counts();
            }
        };
    }

    /** Ends each block with a look at all its counts. */
    private abstract class Counted implements Side {
        private int lived;

        abstract void live(int times);

        abstract LivesSketch counts();

        @Override
        public long worth() {
            return taps;
        }

        @Override
        public void prepare() {
            lived = 0;
        }

        @Override
        public void run(int times) {
            live(times);
            lived += times;
        }

        @Override
        public void finish() {
            LivesSketch expected = new LivesSketch(once.types());
            for (int i = 0; i < lived; i++) {
                expected.merge(once);
            }
            requireSame(counts(), expected);
        }
    }
}

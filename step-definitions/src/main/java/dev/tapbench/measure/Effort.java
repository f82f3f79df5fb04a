package dev.tapbench.measure;

import java.time.Duration;

/**
 * How much time a row may take.
 *
 * @param warmUp for each side, before the first block
 * @param pairs of blocks, one of each side
 * @param block how long a block shall last
 */
public record Effort(Duration warmUp, int pairs, Duration block) {
    /**
     * For results that are told to others: a dozen seconds for each row. A block is long enough to hold several garbage
     * collections, so that the median pays for what is allocated.
     */
    public static final Effort THOROUGH = new Effort(Duration.ofSeconds(2), 40, Duration.ofMillis(100));
    /** For a look: wide intervals, and code that is compiled in part only. */
    public static final Effort QUICK = new Effort(Duration.ofMillis(50), 7, Duration.ofMillis(2));
}

package dev.tapbench.measure;

/** One side of a comparison. */
public interface Side {
    /** Makes ready for the next block; not timed. */
    default void prepare() {}

    /** How many of what the {@link Unit} counts are one operation, such as the taps of a life. */
    default long worth() {
        return 1;
    }

    /**
     * Does the operation again and again; timed.
     *
     * @param times how often, at least once
     */
    void run(int times);

    /** Ends a block; not timed. */
    default void finish() {}
}

package dev.tapbench.risk.lives;

/**
 * Places for whole numbers up to a million: each number below 64 has its own, above that an octave has 32, so that a place is
 * at most three percent wide. (HdrHistogram does the same with other widths.)
 */
final class Buckets {
    private static final int EXACT_BITS = 6;
    private static final int OCTAVE_BITS = EXACT_BITS - 1;
    private static final int EXACT = 1 << EXACT_BITS;
    private static final int PER_OCTAVE = 1 << OCTAVE_BITS;
    private static final int BITS = 20;
    private static final int MOST = (1 << BITS) - 1;
    static final int COUNT = EXACT + (BITS - EXACT_BITS) * PER_OCTAVE;

    private Buckets() {}

    /** The place of a number; what is larger than a million has that of the largest. */
    static int of(int value) {
        if (value < EXACT) {
            return value;
        }
        int fits = Math.min(value, MOST);
        int octave = 31 - Integer.numberOfLeadingZeros(fits) - EXACT_BITS;
        return EXACT + (octave << OCTAVE_BITS) + (fits >> (octave + 1)) - PER_OCTAVE;
    }

    /** The lowest number of a place. */
    static int lowest(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int octave = (bucket - EXACT) >> OCTAVE_BITS;
        return (PER_OCTAVE + (bucket & (PER_OCTAVE - 1))) << (octave + 1);
    }
}

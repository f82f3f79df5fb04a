package dev.tapbench.risk.lives;

/**
 * SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014), the generator of {@link
 * java.util.SplittableRandom}: that class cannot be set to another seed, so each card would need an object. A test holds the two
 * against each other.
 */
final class Draws {
    static final long STEP = 0x9E3779B97F4A7C15L;

    private Draws() {}

    /** The state before the first draw of a card: different for each card of a seed. */
    static long start(long seed, long card) {
        return mix(mix(seed) ^ card);
    }

    /** What is drawn in a state; the next state is this one and {@link #STEP}. */
    static long mix(long state) {
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

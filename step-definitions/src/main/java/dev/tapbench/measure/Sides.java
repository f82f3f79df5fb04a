package dev.tapbench.measure;

/**
 * Both sides of a comparison, ready to run and seen to do the same.
 *
 * @param baseline what ours stands on, used directly
 * @param closing gives back what both hold
 */
public record Sides(Side ours, Side baseline, Runnable closing) implements AutoCloseable {
    /** Sides that hold nothing. */
    public Sides(Side ours, Side baseline) {
        this(ours, baseline, () -> {});
    }

    @Override
    public void close() {
        closing.run();
    }
}

package dev.tapbench.measure;

import org.jspecify.annotations.Nullable;

/** Takes results, so that no compiler finds that nobody needs them and leaves the work out. */
final class Sink {
    /** Volatile: each write has to happen. */
    private volatile @Nullable Object last;

    void take(Object result) {
        last = result;
    }

    /** Whether anything came. */
    boolean used() {
        return last != null;
    }
}

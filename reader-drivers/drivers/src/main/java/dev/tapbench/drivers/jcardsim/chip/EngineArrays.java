package dev.tapbench.drivers.jcardsim.chip;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The transient arrays that jCardSim makes for itself, held weakly: it makes one more in every cryptographic operation, and
 * its own list would grow, and each reset with it, for as long as the card lives.
 */
final class EngineArrays implements Copied {
    private static final int FIRST_SWEEP = 512;

    private final List<WeakReference<Object>> arrays = new ArrayList<>();
    /** Where the next sweep is due: twice what the last one left, so that a sweep costs each array the same. */
    private int sweepAt = FIRST_SWEEP;

    void add(Object array) {
        if (arrays.size() >= sweepAt) {
            arrays.removeIf(held -> held.get() == null);
            sweepAt = Math.max(FIRST_SWEEP, 2 * arrays.size());
        }
        arrays.add(new WeakReference<>(array));
    }

    boolean holds(Object array) {
        return arrays.stream().anyMatch(reference -> reference.get() == array);
    }

    void forEach(Consumer<Object> action) {
        for (WeakReference<Object> reference : arrays) {
            Object array = reference.get();
            if (array != null) {
                action.accept(array);
            }
        }
    }

    void clear() {
        arrays.clear();
    }

    /** Empty: {@link VolatileMemory#adopt} takes those that something else refers to. */
    @Override
    public Object shallowCopy() {
        return new EngineArrays();
    }

    @Override
    public void replaceReferences(CardCopy copies) {
        // There are none yet.
    }
}

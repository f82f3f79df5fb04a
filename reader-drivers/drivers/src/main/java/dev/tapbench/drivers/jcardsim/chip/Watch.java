package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.ports.card.PersistentWrite;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the bench does with a chip's writes: it sees them, or it takes the power before one of them. */
final class Watch implements Copied {
    @Nullable
    Consumer<PersistentWrite> observer;

    /** The number of the write that power is cut before; 0 for none. */
    long cutBefore;

    /** A copy of a card is watched by nobody yet. */
    @Override
    public Object shallowCopy() {
        return new Watch();
    }

    @Override
    public void replaceReferences(CardCopy copies) {
        // There are none.
    }
}

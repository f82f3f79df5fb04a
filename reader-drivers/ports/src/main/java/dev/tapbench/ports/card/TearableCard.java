package dev.tapbench.ports.card;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A simulated card seen from the bench: its non-volatile memory can be watched, its power cut at any write, and the card as it
 * lies there copied.
 */
public interface TearableCard extends Card {
    /** Writes to non-volatile memory so far, from the card's making on. */
    long writes();

    /** Tells of each write before it is made; null for nobody. A copy of the card is watched by nobody. */
    void onWrite(@Nullable Consumer<PersistentWrite> observer);

    /**
     * Cuts the power just before the write of this number, once; 0 takes an order back. The command that would have written, or
     * the tap whose recovery would have, ends with a {@link PowerCutException}.
     *
     * @throws IllegalArgumentException when that write has been made already
     */
    void cutBeforeWrite(long number);

    /**
     * A card that is like this one to the last bit, random numbers to come included, and shares nothing with it.
     *
     * @param id its name
     * @throws dev.tapbench.ports.DeviceException when this card is in a reader
     */
    TearableCard copy(String id);
}

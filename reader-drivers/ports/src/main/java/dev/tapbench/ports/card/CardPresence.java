package dev.tapbench.ports.card;

import java.time.Duration;

/** A reader that feels whether a card is there, whichever it is: one of hardware. */
public interface CardPresence {
    /**
     * Waits until a card lies in the field, or sticks in the slot.
     *
     * @return whether one came within the limit
     * @throws dev.tapbench.ports.DeviceException when the reader or the service is gone
     */
    boolean awaitCard(Duration limit);

    /**
     * Waits until no card is there.
     *
     * @return whether it went within the limit
     * @throws dev.tapbench.ports.DeviceException when the reader or the service is gone
     */
    boolean awaitNoCard(Duration limit);
}

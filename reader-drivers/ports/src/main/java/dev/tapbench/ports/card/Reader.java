package dev.tapbench.ports.card;

import java.util.Set;

/** A coupling device: card reader, or the phone's own connection to its secure element. */
public interface Reader extends AutoCloseable {
    /** The device's name, for people. */
    String name();

    Medium medium();

    Set<Capability> capabilities();

    /**
     * Brings the card into the field (or powers it) and returns the link: one activation of the card.
     *
     * @throws dev.tapbench.ports.DeviceException when the reader is gone or the card is none of this driver's
     */
    CardLink tap(Card card);

    @Override
    void close();
}

package dev.tapbench.ports.card;

import java.util.Optional;

/** Who brings cards to a reader: a person, a robot, or a program that plays a card to the system. */
public interface Presenter extends AutoCloseable {
    /** Whether that card is at the reader, with that interface of it. */
    boolean holds(Card card, Medium medium);

    /**
     * Brings a card to the reader, where none is. Returns when that is under way: whether it has come is the reader's to feel.
     *
     * @param medium which interface of the card is used there
     * @throws dev.tapbench.ports.DeviceException when the card cannot be brought
     */
    void present(Card card, Medium medium);

    /**
     * Takes away the card that was brought; harmless when there is none.
     *
     * @throws dev.tapbench.ports.DeviceException when it cannot be taken away
     */
    void takeAway();

    /**
     * What went wrong with the presented card itself, where the presenter plays the card: a card that crashed has failed, though
     * the reader has seen no more than that it is gone. Told once.
     */
    default Optional<RuntimeException> failure() {
        return Optional.empty();
    }

    /** Takes away what is still there; harmless when repeated. */
    @Override
    void close();
}

package dev.tapbench.ports.card;

import java.time.Duration;
import java.util.Optional;

/** Who brings cards to readers: a person, a robot, or a program that plays a card to the system. */
public interface Presenter extends AutoCloseable {
    /** How long a card takes to come to a reader or to leave it, where nobody carries it. */
    Duration AT_ONCE = Duration.ofSeconds(10);

    /**
     * A reader as those who bring cards to it know it.
     *
     * @param reader its name, for people
     * @param medium which interface of a card is used there
     */
    record Place(String reader, Medium medium) {}

    /** Whether it has brought that card to that place and not taken it away since. */
    boolean holds(Card card, Place place);

    /**
     * Brings a card to a reader, where none is. Returns when that is under way: whether it has come is the reader's to feel.
     *
     * @throws CardNotGivenException when this card will not be brought, and no other thing is wrong
     * @throws RunAbortedException when whoever presents wants the run to end
     * @throws dev.tapbench.ports.DeviceException when the card cannot be brought
     */
    void present(Card card, Place place);

    /** The reader feels the card that was to be brought there. One that did not come in time is not taken for it later. */
    default void came(Card card, Place place) {}

    /**
     * Takes away what lies on a reader; harmless when nothing does. Returns when that is under way.
     *
     * @throws dev.tapbench.ports.DeviceException when it cannot be taken away
     */
    void takeAway(Place place);

    /** How long a card may take to come to a reader, and to leave it. */
    default Duration patience() {
        return AT_ONCE;
    }

    /** What to do when no card has come within that time. */
    default String remedy() {
        return "see that it lies on the reader";
    }

    /**
     * Asked again and again while a reader waits for a card to come or to go: why it need not wait any longer.
     *
     * @return what {@link #present} throws
     */
    default Optional<RuntimeException> refusal() {
        return Optional.empty();
    }

    /**
     * What went wrong with the presented card itself, where the presenter plays the card: a card that crashed has failed, though
     * the reader has seen no more than that it is gone. Told once.
     */
    default Optional<RuntimeException> failure() {
        return Optional.empty();
    }

    /** Takes away what it has brought and can take away by itself; harmless when repeated. */
    @Override
    void close();
}

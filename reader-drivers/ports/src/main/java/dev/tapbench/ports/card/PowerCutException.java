package dev.tapbench.ports.card;

/** The bench cut a simulated card's power as it was told to; for the other side of the link the card has left the field. */
public final class PowerCutException extends CardRemovedException {
    private final transient PersistentWrite next;

    /** @param next the write that was not made any more */
    public PowerCutException(String message, PersistentWrite next) {
        super(message);
        this.next = next;
    }

    /** The write that was not made any more. */
    public PersistentWrite next() {
        return next;
    }
}

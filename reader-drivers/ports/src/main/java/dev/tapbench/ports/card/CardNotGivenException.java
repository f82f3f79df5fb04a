package dev.tapbench.ports.card;

/**
 * Whoever presents cards has not got this one, or will not present it: nothing is wrong with the bench, and what needs the card is
 * skipped. The message is the reason.
 */
public final class CardNotGivenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CardNotGivenException(String message) {
        super(message);
    }
}

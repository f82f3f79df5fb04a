package dev.tapbench.ports.card;

import org.opentest4j.TestAbortedException;

/**
 * Whoever presents cards has not got this one, or will not present it: nothing is wrong with the bench, and what needs the card is
 * skipped, wherever it is thrown: Cucumber and the JUnit Platform know it by its superclass. The message is the reason.
 */
public final class CardNotGivenException extends TestAbortedException {
    private static final long serialVersionUID = 1;

    public CardNotGivenException(String message) {
        super(message);
    }
}

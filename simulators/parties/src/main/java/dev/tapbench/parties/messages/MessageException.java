package dev.tapbench.parties.messages;

import dev.tapbench.ports.ProductException;

/** A party was sent a message that it cannot accept: of an unknown session, out of order, or changed under an old number. */
public final class MessageException extends ProductException {
    public MessageException(String message) {
        super(message);
    }
}

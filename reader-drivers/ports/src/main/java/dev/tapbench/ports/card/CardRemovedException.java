package dev.tapbench.ports.card;

import dev.tapbench.ports.DeviceException;

/** The card left the field in the middle of a tap; where the story allows it, it is presented again. */
public sealed class CardRemovedException extends DeviceException permits PowerCutException {
    public CardRemovedException(String message) {
        super(message);
    }
}

package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.ports.card.PersistentWrite;

/** Power is gone: no code of the card goes on. An error, so that an applet that catches exceptions does not catch it. */
public final class PowerLoss extends Error {
    private static final long serialVersionUID = 1;

    private final transient PersistentWrite next;

    PowerLoss(PersistentWrite next) {
        super("power was cut before " + next, null, false, false);
        this.next = next;
    }

    /** The write that was not made any more. */
    public PersistentWrite next() {
        return next;
    }
}

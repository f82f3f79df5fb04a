package dev.tapbench.card;

import javacard.framework.Shareable;

/** What a directory does for the payment application of the same card. */
interface Directory extends Shareable {
    /** Answers no SELECT any more. Inside a transaction of the caller. */
    void block();
}

package dev.tapbench.bench;

import dev.tapbench.ports.card.Reader;

/** Where cards are used: what a shop is given besides what issuing needs. */
interface Stage extends Surroundings {
    /** The terminal's contactless reader. */
    Reader terminalReader();

    /** The terminal's contact reader. */
    Reader terminalContactReader();

    /** Closed at the end, the last one first. */
    <T extends AutoCloseable> T closing(T resource);
}

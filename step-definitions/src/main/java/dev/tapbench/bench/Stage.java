package dev.tapbench.bench;

import dev.tapbench.ports.card.Reader;
import dev.tapbench.reports.SkipException;
import java.util.Optional;

/** Where cards are used: what a shop is given besides what issuing needs. */
interface Stage extends Surroundings {
    /** The terminal's contactless reader. */
    Reader terminalReader();

    /** The terminal's contact reader, where it has one. */
    Optional<Reader> terminalSlot();

    /**
     * The terminal's contact reader.
     *
     * @throws SkipException when it has none
     */
    default Reader terminalContactReader() {
        return terminalSlot().orElseThrow(BenchDevices::noSlot);
    }

    /** Closed at the end, the last one first. */
    <T extends AutoCloseable> T closing(T resource);
}

package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;
import java.util.Optional;

/** The terminal's way to its host: one method, so that a bench can lose, delay, alter or exchange what passes. */
@FunctionalInterface
public interface HostConnection {
    /**
     * Sends a sealed message and waits for the sealed answer (both without the 2-byte length).
     *
     * @return the answer; empty when none came in time, which is data: the terminal ends as unable to go online
     * @throws dev.tapbench.ports.DeviceException when there is no host to talk to, or the wire failed
     */
    Optional<Bytes> exchange(Bytes request);
}

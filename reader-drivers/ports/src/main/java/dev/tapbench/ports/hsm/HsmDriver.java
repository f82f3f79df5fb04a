package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import java.nio.file.Path;
import java.util.Optional;

/** Opens hardware security modules of one scheme. Found by {@link java.util.ServiceLoader}. */
public interface HsmDriver {
    /** The part of a target before the colon. */
    String scheme();

    /** What it drives, in one line. */
    String description();

    /** What is there, or what is missing and how to get it. */
    Probe probe();

    /**
     * Refuses a target that no device can ever answer to: an unknown option, a value out of range. Touches no device.
     *
     * @throws IllegalArgumentException saying what was expected (usage)
     */
    void check(Target target);

    /**
     * Opens the module; one session for its whole life.
     *
     * @throws IllegalArgumentException as {@link #check}
     * @throws HsmException when the module is not there
     */
    Hsm open(Target target);

    /** The native library that answers a target, for whoever compares with it; empty where there is none. */
    default Optional<Path> nativeLibrary(Target target) {
        return Optional.empty();
    }
}

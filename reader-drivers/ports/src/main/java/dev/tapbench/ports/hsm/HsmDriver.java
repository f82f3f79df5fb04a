package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;

/** Opens hardware security modules of one scheme. Found by {@link java.util.ServiceLoader}. */
public interface HsmDriver {
    /** The part of a target before the colon. */
    String scheme();

    /** What it drives, in one line. */
    String description();

    /** What is there, or what is missing and how to get it. */
    Probe probe();

    /**
     * Opens the module; one session for its whole life.
     *
     * @throws IllegalArgumentException when an option is unknown or wrong (usage)
     * @throws HsmException when the module is not there
     */
    Hsm open(Target target);
}

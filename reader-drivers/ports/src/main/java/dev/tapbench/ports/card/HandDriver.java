package dev.tapbench.ports.card;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import java.nio.file.Path;

/** Opens whoever does at a bench what its devices do not do: a person, a robot, a program. */
public sealed interface HandDriver permits PresenterDriver, PinEntryDriver {
    /** The part of a target before the colon. */
    String scheme();

    /** Who that is, in one line. */
    String description();

    /** Whether somebody is there, and how to get one. Moves nothing and asks nobody. */
    Probe probe();

    /** The target with the file that it names, if it names one, as seen from a folder. */
    default Target seenFrom(Path folder, Target target) {
        return target;
    }

    /**
     * Refuses a target that nobody can ever answer to. Touches no device.
     *
     * @throws IllegalArgumentException saying what was expected (usage)
     */
    void check(Target target);
}

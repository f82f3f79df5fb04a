package dev.tapbench.ports.card;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import java.nio.file.Path;

/** Opens readers of one scheme. Found by {@link java.util.ServiceLoader}; one public class a driver. */
public interface ReaderDriver {
    /** The part of a target before the colon. */
    String scheme();

    /** What it drives, in one line. */
    String description();

    /** What is there, or what is missing and how to get it. Opens nothing that has to be closed. */
    Probe probe();

    /** The target with the file that it names, if it names one, as seen from a folder. */
    default Target seenFrom(Path folder, Target target) {
        return target;
    }

    /**
     * Refuses a target that no device can ever answer to: an unknown option, a value out of range. Touches no device.
     *
     * @throws IllegalArgumentException saying what was expected (usage)
     */
    void check(Target target);

    /** Whether its readers feel cards, as {@link CardPresence} says: only to those somebody brings cards. */
    default boolean feelsCards() {
        return false;
    }

    /**
     * Opens a reader.
     *
     * @throws IllegalArgumentException as {@link #check}
     * @throws dev.tapbench.ports.DeviceException when the device is not there
     */
    Reader open(Target target);
}

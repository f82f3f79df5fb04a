package dev.tapbench.ports.card;

import dev.tapbench.ports.Target;
import java.util.function.Function;

/** Opens presenters of one scheme. Found by {@link java.util.ServiceLoader}; one public class a driver. */
public interface PresenterDriver {
    /** The part of a target before the colon. */
    String scheme();

    /** Who presents, in one line. */
    String description();

    /**
     * Refuses a target that nobody can ever answer to. Touches no device.
     *
     * @throws IllegalArgumentException saying what was expected (usage)
     */
    void check(Target target);

    /**
     * Opens a presenter.
     *
     * @param cards reads the cards of a simulator over a medium; not used by those who carry cards
     * @throws IllegalArgumentException as {@link #check}
     * @throws dev.tapbench.ports.DeviceException when nobody is there who could present
     */
    Presenter open(Target target, Function<Medium, Reader> cards);
}

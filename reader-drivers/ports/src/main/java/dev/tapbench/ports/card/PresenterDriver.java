package dev.tapbench.ports.card;

import dev.tapbench.ports.Target;
import java.util.function.Function;

/** Opens presenters of one scheme. Found by {@link java.util.ServiceLoader}; one public class a driver. */
public non-sealed interface PresenterDriver extends HandDriver {
    /** Whether it presents the cards of a simulator, so that a bench has to name one; others carry what they have. */
    default boolean playsCards() {
        return false;
    }

    /**
     * Opens a presenter.
     *
     * @param cards reads the cards of a simulator over a medium; not used by those who carry cards
     * @throws IllegalArgumentException as {@link #check}
     * @throws dev.tapbench.ports.DeviceException when nobody is there who could present
     */
    Presenter open(Target target, Function<Medium, Reader> cards);
}

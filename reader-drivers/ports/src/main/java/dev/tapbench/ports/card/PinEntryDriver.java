package dev.tapbench.ports.card;

import dev.tapbench.ports.Target;

/** Opens those who key in PINs, by scheme. Found by {@link java.util.ServiceLoader}; one public class a driver. */
public non-sealed interface PinEntryDriver extends HandDriver {
    /**
     * Opens whoever keys in.
     *
     * @throws IllegalArgumentException as {@link #check}
     */
    PinSource pins(Target target);
}

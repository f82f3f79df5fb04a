package dev.tapbench.ports;

import org.jspecify.annotations.Nullable;

/**
 * A device of the bench or the wire to it let us down. Such a run is <em>broken</em> with cause bench, never a failure of
 * the product. The message says what was expected, what came, where, and what to do.
 */
public class DeviceException extends RuntimeException {
    public DeviceException(String message) {
        super(message);
    }

    public DeviceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.tapbench.ports.hsm;

import dev.tapbench.ports.DeviceException;
import org.jspecify.annotations.Nullable;

/** The module refused or failed: broken, cause bench. */
public final class HsmException extends DeviceException {
    public HsmException(String message) {
        super(message);
    }

    public HsmException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

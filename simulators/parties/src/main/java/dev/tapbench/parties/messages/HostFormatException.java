package dev.tapbench.parties.messages;

import dev.tapbench.ports.ProductException;
import org.jspecify.annotations.Nullable;

/** Bytes that are no message of our host interface: the sender misbehaved. */
public final class HostFormatException extends ProductException {
    public HostFormatException(String message) {
        super(message);
    }

    public HostFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

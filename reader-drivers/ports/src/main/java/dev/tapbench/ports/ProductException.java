package dev.tapbench.ports;

import org.jspecify.annotations.Nullable;

/**
 * The product under test did what no product may do: bytes that cannot be parsed, a crash of the applet, an answer that
 * breaks the protocol. Such a scenario has <em>failed</em>. A status word, a declined payment or a wrong PIN is data.
 */
public class ProductException extends RuntimeException {
    public ProductException(String message) {
        super(message);
    }

    public ProductException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.tapbench.emv;

import dev.tapbench.ports.ProductException;
import org.jspecify.annotations.Nullable;

/** Bytes of a product that are not what the specification says they must be: a defect of the product, never of the bench. */
public class EmvDataException extends ProductException {
    public EmvDataException(String message) {
        super(message);
    }

    public EmvDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

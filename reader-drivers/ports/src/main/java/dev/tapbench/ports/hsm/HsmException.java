package dev.tapbench.ports.hsm;

import dev.tapbench.ports.DeviceException;
import org.jspecify.annotations.Nullable;

/** The module refused or failed: broken, cause bench. */
public final class HsmException extends DeviceException {
    public HsmException(String message) {
        super(message);
    }

    /** Of a module that was closed. */
    public static HsmException closed(Hsm hsm) {
        return new HsmException(hsm.name() + " is closed: open the module again");
    }

    /** Of an operation on a label under which there is no key, or one of another algorithm. */
    public static HsmException noKey(Hsm hsm, String operation, KeyLabel label) {
        String other = hsm.has(label) ? "a key of another algorithm" : "no key";
        return new HsmException(hsm.name() + " cannot " + operation + ": it has " + other + " under '" + label
                + "'; import, generate or derive it first");
    }

    /** Of an operation that takes another kind of secret key. */
    public static HsmException wrongKind(Hsm hsm, String operation, KeyInfo key, KeyAlgorithm expected) {
        return new HsmException(hsm.name() + " cannot " + operation + ": key '" + key.label() + "' is " + key.kind()
                + ", expected a key of " + expected);
    }

    public HsmException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

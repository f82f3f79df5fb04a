package dev.tapbench.parties.inspection;

import java.util.Locale;

/** How bad it is when a rule does not hold. */
public enum Severity {
    /** A specification forbids it. */
    ERROR,
    /** Allowed, and likely a mistake. */
    WARNING,
    /** Worth knowing. */
    NOTE;

    /** The word in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

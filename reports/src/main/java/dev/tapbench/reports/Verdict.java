package dev.tapbench.reports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a scenario ended. */
public enum Verdict {
    PASSED,
    /** The product did not do what it must. */
    FAILED,
    /** Nothing can be said about the product: bench, Tapbench or the test itself let us down. */
    BROKEN,
    /** Not run, with a reason. */
    SKIPPED;

    /** The name in files: {@code passed}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

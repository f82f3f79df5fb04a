package dev.tapbench.reports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a verdict other than passed is to be blamed on. */
public enum Cause {
    /** The item under test. */
    PRODUCT,
    /** A device of the bench, or the wire to it. */
    BENCH,
    /** A scenario: an undefined or ambiguous step, or a tag that its trace does not bear out. */
    TEST,
    /** Our own defect, or any other unexpected exception. */
    TAPBENCH;

    /** The name in files: {@code product}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.tapbench.reports.requirements;

/**
 * What a predicate found.
 *
 * @param violated whether what must not happen took effect: then it does not hold, and the product is to be blamed
 * @param reason why it does (not) hold, for people
 */
public record Finding(boolean holds, boolean violated, String reason) {
    static Finding yes(String reason) {
        return new Finding(true, false, reason);
    }

    static Finding no(String reason) {
        return new Finding(false, false, reason);
    }

    static Finding violation(String reason) {
        return new Finding(false, true, reason);
    }
}

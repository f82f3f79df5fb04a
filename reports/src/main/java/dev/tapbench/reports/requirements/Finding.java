package dev.tapbench.reports.requirements;

/**
 * What a predicate found.
 *
 * @param reason why it does (not) hold, for people
 */
public record Finding(boolean holds, String reason) {
    static Finding yes(String reason) {
        return new Finding(true, reason);
    }

    static Finding no(String reason) {
        return new Finding(false, reason);
    }
}

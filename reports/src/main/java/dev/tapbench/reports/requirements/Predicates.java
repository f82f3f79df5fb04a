package dev.tapbench.reports.requirements;

import java.util.Map;

/** All predicates there are, by requirement. */
public final class Predicates {
    private Predicates() {}

    public static Map<String, Predicate> all() {
        return Map.of();
    }
}

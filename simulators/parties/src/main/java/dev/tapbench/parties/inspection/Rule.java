package dev.tapbench.parties.inspection;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One thing that must be true of a card.
 *
 * @param id never reused: {@code IN-101}
 * @param severity of its findings
 * @param clause of the specification that asks for it
 * @param expected what must be true, for people
 */
public record Rule(String id, Severity severity, String clause, String expected, Look look) {
    /** Looks at each place of a card that the rule is about. */
    @FunctionalInterface
    interface Look {
        Stream<Spot<Optional<String>>> at(Seen card);
    }

    /**
     * A rule about each of some things.
     *
     * @param things those of a card; where it has none the rule does not apply
     * @param problem what is wrong with one; empty where it is as expected
     */
    private static <T> Rule of(
            String id,
            Severity severity,
            String clause,
            String expected,
            Function<Seen, Stream<Spot<T>>> things,
            Function<T, Optional<String>> problem) {
        return new Rule(
                id,
                severity,
                clause,
                expected,
                card -> things.apply(card).map(spot -> spot.with(problem.apply(spot.thing()))));
    }

    /** As {@link #of}, where a specification forbids the contrary. */
    static <T> Rule error(
            String id,
            String clause,
            String expected,
            Function<Seen, Stream<Spot<T>>> things,
            Function<T, Optional<String>> problem) {
        return of(id, Severity.ERROR, clause, expected, things, problem);
    }

    /** As {@link #of}, where the contrary is likely a mistake. */
    static <T> Rule warning(
            String id,
            String clause,
            String expected,
            Function<Seen, Stream<Spot<T>>> things,
            Function<T, Optional<String>> problem) {
        return of(id, Severity.WARNING, clause, expected, things, problem);
    }

    /** As {@link #of}, where the contrary is worth knowing. */
    static <T> Rule note(
            String id,
            String clause,
            String expected,
            Function<Seen, Stream<Spot<T>>> things,
            Function<T, Optional<String>> problem) {
        return of(id, Severity.NOTE, clause, expected, things, problem);
    }

    /** A problem, unless something holds. */
    static Optional<String> unless(boolean holds, String found) {
        return holds ? Optional.empty() : Optional.of(found);
    }

    /** What came of the rule: empty where it does not apply, and otherwise its findings. */
    Optional<List<Finding>> check(Seen card) {
        List<Spot<Optional<String>>> looked = look.at(card).toList();
        return looked.isEmpty()
                ? Optional.empty()
                : Optional.of(looked.stream()
                        .flatMap(
                                spot -> spot
                                        .thing()
                                        .map(found -> new Finding(id, severity, clause, spot.at(), expected, found))
                                        .stream())
                        .toList());
    }
}

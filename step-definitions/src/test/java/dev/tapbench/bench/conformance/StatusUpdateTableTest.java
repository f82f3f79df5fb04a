package dev.tapbench.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.BitTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Counts the rows about the card status update: each order that the dictionary names has a row in which the issuer gives it, one in
 * which it does not, and one in which somebody else does; and what is seen then differs.
 */
class StatusUpdateTableTest {
    private static final BitTable CSU = BitTable.named("CSU");
    private static final Pattern NAMED = Pattern.compile("[0-9]+ [^\"]*\"([^\"]+)\".*");
    private static final Pattern ISSUER = Pattern.compile("the issuer answers .* with the CSU \"([^\"]*)\"(.*)");
    private static final Pattern SOMEBODY = Pattern.compile("somebody writes the CSU \"([^\"]*)\".*");

    /** What this card never does, and why. */
    private static final Map<String, String> NEVER =
            Map.of("issuer-discretionary:", "the issuer of this project orders nothing with byte 4");
    /** What nobody can attempt with a forged answer, and why. */
    private static final Map<String, String> NOT_FORGED = Map.of(
            "do not update offline counters", "it orders nothing",
            "proprietary authentication data included", "the row with changed data is the forgery");

    private enum Kind {
        ORDERED,
        NOT_ORDERED,
        FORGED
    }

    /** A row by the order that its name is about. */
    private record Case(String order, Kind kind, String then) {}

    private static List<Case> cases() {
        return Row.all().stream()
                .filter(row -> row.tags().contains("@C-02"))
                .map(StatusUpdateTableTest::read)
                .toList();
    }

    private static Case read(Row row) {
        String order = row.matchingName(NAMED).group(1);
        boolean forged = row.matching(SOMEBODY).findFirst().isPresent();
        String csu = row.matching(forged ? SOMEBODY : ISSUER)
                .findFirst()
                .orElseThrow()
                .group(1);
        boolean given = says(csu, order);
        assertThat(forged && !given)
                .as("a forgery without its order: " + row.name())
                .isFalse();
        return new Case(
                order,
                forged ? Kind.FORGED : given ? Kind.ORDERED : Kind.NOT_ORDERED,
                row.steps().get(row.steps().size() - 1));
    }

    /** Whether it is one of the orders of the list: a number by any of its values. */
    private static boolean says(String csu, String order) {
        return List.of(csu.split(", ", -1)).stream()
                .map(words -> CSU.statement(words).row().meaning())
                .anyMatch(order::equals);
    }

    @Test
    void eachOrderIsGivenWithheldAndForged() {
        Set<String> expected = new TreeSet<>();
        for (BitTable.Row row : CSU.rows()) {
            for (Kind kind : Kind.values()) {
                boolean never = NEVER.containsKey(row.meaning());
                boolean pointless = kind == Kind.FORGED && NOT_FORGED.containsKey(row.meaning());
                if (!never && !pointless) {
                    expected.add(row.meaning() + ": " + kind);
                }
            }
        }
        Set<String> found =
                cases().stream().map(c -> c.order() + ": " + c.kind()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected).hasSize(34);
    }

    /** Were the same seen with the order and without, the rows would show nothing. */
    @Test
    void anOrderMakesADifference() {
        for (String order : cases().stream().map(Case::order).collect(Collectors.toSet())) {
            Set<String> with = thens(order, Kind.ORDERED);
            with.removeAll(thens(order, Kind.NOT_ORDERED));
            assertThat(with).as("seen with '" + order + "' only").isNotEmpty();
        }
    }

    private static Set<String> thens(String order, Kind kind) {
        return cases().stream()
                .filter(c -> c.order().equals(order) && c.kind() == kind)
                .map(Case::then)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

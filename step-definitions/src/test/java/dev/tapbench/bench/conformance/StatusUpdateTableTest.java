package dev.tapbench.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.BitTable;
import dev.tapbench.emv.Csu;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
        String csu = row.matching(forged ? SOMEBODY : ISSUER).findFirst().orElseThrow().group(1);
        boolean given = says(csu, order);
        assertThat(forged && !given).as("a forgery without its order: " + row.name()).isFalse();
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

    private static Map<String, Set<Kind>> kinds() {
        return cases().stream()
                .collect(Collectors.groupingBy(
                        Case::order,
                        TreeMap::new,
                        Collectors.mapping(Case::kind, Collectors.toCollection(TreeSet::new))));
    }

    @Test
    void eachOrderIsGivenWithheldAndForged() {
        Map<String, Set<Kind>> expected = new TreeMap<>();
        for (BitTable.Row row : CSU.rows()) {
            if (!NEVER.containsKey(row.meaning())) {
                expected.put(
                        row.meaning(),
                        NOT_FORGED.containsKey(row.meaning())
                                ? Set.of(Kind.ORDERED, Kind.NOT_ORDERED)
                                : Set.of(Kind.values()));
            }
        }
        assertThat(kinds()).isEqualTo(expected).hasSize(12);
    }

    /** Were the same seen with the order and without, the rows would show nothing. */
    @Test
    void anOrderMakesADifference() {
        for (String order : kinds().keySet()) {
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

    @Test
    void aStatementSetsItsBitsAndNoOthers() {
        Bytes set = CSU.statement("PIN try counter 5").set(Bytes.hex("8FFF0000"));
        assertThat(set).isEqualTo(Bytes.hex("85FF0000"));
        assertThat(new Csu(CSU.statement("reset offline counters to zero").set(Bytes.hex("00830000"))).counterUpdate())
                .isEqualTo(Csu.CounterUpdate.RESET);
    }
}

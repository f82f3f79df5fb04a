package dev.tapbench.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Counts the rows about status words: each of the card's has a row that gives it, and one beside it that gives another. */
class StatusWordTableTest {
    private static final Pattern ANSWERS = Pattern.compile("the card answers ([0-9A-F]{4}|63Cx)");
    private static final Pattern NOT = Pattern.compile(".*, and not ([0-9A-F]{4}|63Cx)");

    private static Set<String> expected() {
        Set<String> words = CardConstants.shorts("dev.tapbench.card.Status").values().stream()
                .map(word -> "%04X".formatted(word & 0xFFFF))
                .map(word -> word.startsWith("63C") ? "63Cx" : word)
                .collect(Collectors.toCollection(TreeSet::new));
        words.add("9000");
        return words;
    }

    private static Stream<Row> rows() {
        return Row.all().stream().filter(row -> row.tags().contains("@C-03"));
    }

    @Test
    void eachStatusWordIsGiven() {
        Set<String> given = rows().flatMap(row -> row.matching(ANSWERS))
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(given).containsExactlyInAnyOrderElementsOf(expected()).hasSize(19);
    }

    @Test
    void eachStatusWordHasARowThatGivesAnother() {
        Set<String> not = rows().filter(row -> NOT.matcher(row.name()).matches())
                .map(row -> {
                    String word = row.matchingName(NOT).group(1);
                    assertThat(row.matching(ANSWERS))
                            .as(row.name())
                            .noneMatch(found -> found.group(1).equals(word));
                    return word;
                })
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(not).containsExactlyInAnyOrderElementsOf(expected());
    }
}

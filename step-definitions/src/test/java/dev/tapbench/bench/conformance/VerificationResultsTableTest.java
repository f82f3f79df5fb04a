package dev.tapbench.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.BitTable;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Counts the rows about the card verification results: what the dictionary names has one that says it, and one that does not. */
class VerificationResultsTableTest {
    private static final BitTable CVR = BitTable.named("CVR");
    /** What this card never says, and why. */
    private static final Map<String, String> NEVER = Map.of(
            "issuer-discretionary bit 3", "the issuer of this project gives it no meaning",
            "issuer-discretionary bit 4", "the issuer of this project gives it no meaning");

    private static Set<String> statements(String sentence) {
        Pattern pattern = Pattern.compile(sentence + " \"(.*)\"");
        return Row.all().stream()
                .flatMap(row -> row.matching(pattern))
                .map(found -> CVR.statement(found.group(1)).row().meaning())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> expected() {
        return CVR.rows().stream()
                .map(BitTable.Row::meaning)
                .filter(meaning -> !NEVER.containsKey(meaning))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachStatementHasARowThatSaysIt() {
        assertThat(statements("the CVR says"))
                .containsExactlyInAnyOrderElementsOf(expected())
                .hasSize(26);
    }

    @Test
    void eachStatementHasARowThatDoesNot() {
        assertThat(statements("the CVR does not say")).containsExactlyInAnyOrderElementsOf(expected());
    }

    @Test
    void whatIsNeverSaidIsStillInTheDictionary() {
        assertThat(CVR.rows()).extracting(BitTable.Row::meaning).containsAll(NEVER.keySet());
    }
}

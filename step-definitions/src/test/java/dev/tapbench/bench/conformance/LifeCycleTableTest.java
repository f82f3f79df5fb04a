package dev.tapbench.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Counts the rows about the life cycle: each command of the card in each state, each answered somewhere and refused somewhere. */
class LifeCycleTableTest {
    private static final Pattern STATE = Pattern.compile("a card that is (.*)");
    private static final Pattern SENDS = Pattern.compile("the terminal sends \"([^\"]*)\"");

    private record Pair(String state, String command, boolean answered) {}

    /** The rows that send one command to a card in a state, and nothing before it. */
    private static List<Pair> pairs() {
        return Row.all().stream()
                .filter(row -> row.tags().contains("@C-04") && row.steps().size() == 3)
                .flatMap(row -> row.matching(SENDS)
                        .map(sent -> new Pair(
                                row.matching(STATE).findFirst().orElseThrow().group(1),
                                sent.group(1),
                                row.tags().contains("@shows"))))
                .toList();
    }

    private static Stream<String> commands() {
        return CardConstants.bytes("dev.tapbench.card.Command").keySet().stream()
                .filter(name -> !name.startsWith("CLA_"))
                .map(name -> ProbeCommand.valueOf(name).words());
    }

    @Test
    void eachCommandHasOneRowInEachState() {
        Set<String> expected = commands()
                .flatMap(command -> Arrays.stream(LifeCycle.values()).map(state -> state.words() + ": " + command))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> found = pairs().stream()
                .map(pair -> pair.state() + ": " + pair.command())
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected).hasSize(68);
    }

    @Test
    void eachCommandIsAnsweredInOneStateAndRefusedInAnother() {
        for (String command : commands().toList()) {
            assertThat(pairs().stream().filter(pair -> pair.command().equals(command)))
                    .as(command)
                    .extracting(Pair::answered)
                    .contains(true, false);
        }
    }
}

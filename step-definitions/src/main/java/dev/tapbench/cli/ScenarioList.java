package dev.tapbench.cli;

import dev.tapbench.profiles.CardStatement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code certify --list}: what would run. */
final class ScenarioList {
    private ScenarioList() {}

    /** Of a card with a statement those that apply; how many the others are, and which answers exclude them, goes to standard error. */
    static int print(
            Environment environment, Output output, List<Scenarios.Item> selected, Optional<CardStatement> statement) {
        List<Scenarios.Item> applicable = selected.stream()
                .filter(item -> excludes(statement, item).isEmpty())
                .toList();
        if (output.json) {
            environment.out().println(Json.rows("list", "scenarios", applicable));
        } else if (!applicable.isEmpty()) {
            Table table = new Table(1, "id", "scenario", "about", "file");
            applicable.forEach(
                    item -> table.row(item.id(), item.name(), String.join(" ", item.requirements()), item.file()));
            table.lines(environment.columns()).forEach(environment.out()::println);
        }
        if (!output.quiet) {
            Map<String, Integer> excluded = new TreeMap<>();
            selected.forEach(
                    item -> excludes(statement, item).ifPresent(reason -> excluded.merge(reason, 1, Integer::sum)));
            excluded.forEach((reason, count) -> environment.err().println("skipped: " + count + ", since " + reason));
        }
        if (applicable.isEmpty()) {
            environment
                    .err()
                    .println("tapbench: gate: nothing is selected: no scenario fits the "
                            + (selected.isEmpty() ? "tags and names given" : "card of the statement"));
            return ExitStatus.GATE;
        }
        return ExitStatus.PASSED;
    }

    private static Optional<String> excludes(Optional<CardStatement> statement, Scenarios.Item item) {
        return statement.flatMap(stated -> stated.excludes(item.needs()));
    }
}

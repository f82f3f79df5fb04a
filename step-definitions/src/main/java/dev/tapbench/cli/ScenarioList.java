package dev.tapbench.cli;

import java.util.List;

/** {@code certify --list}: what would run. */
final class ScenarioList {
    private ScenarioList() {}

    static int print(Environment environment, Output output, List<Scenarios.Item> selected) {
        if (output.json) {
            environment.out().println(Json.rows("list", "scenarios", selected));
        } else if (!selected.isEmpty()) {
            Table table = new Table(1, "id", "scenario", "about", "file");
            selected.forEach(
                    item -> table.row(item.id(), item.name(), String.join(" ", item.requirements()), item.file()));
            table.lines(environment.columns()).forEach(environment.out()::println);
        }
        if (selected.isEmpty()) {
            environment.err().println("tapbench: gate: nothing is selected: no scenario fits the tags and names given");
            return ExitStatus.GATE;
        }
        return ExitStatus.PASSED;
    }
}

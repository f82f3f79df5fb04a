package dev.tapbench.cli;

import io.cucumber.messages.types.Feature;
import io.cucumber.messages.types.RuleChild;
import io.cucumber.messages.types.Scenario;
import io.cucumber.messages.types.TableRow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the scenarios of a feature file, and the rows of its outlines, stand. */
final class GherkinLines {
    private GherkinLines() {}

    /** Line by the node's id, which a pickle names. */
    static Map<String, Integer> of(Feature feature) {
        Map<String, Integer> lines = new HashMap<>();
        scenarios(feature).forEach(scenario -> {
            lines.put(scenario.getId(), scenario.getLocation().getLine().intValue());
            rows(scenario)
                    .forEach(row ->
                            lines.put(row.getId(), row.getLocation().getLine().intValue()));
        });
        return lines;
    }

    private static Stream<Scenario> scenarios(Feature feature) {
        return feature.getChildren().stream()
                .flatMap(child -> Stream.concat(
                        child.getScenario().stream(),
                        child.getRule().stream()
                                .flatMap(rule -> rule.getChildren().stream()
                                        .map(RuleChild::getScenario)
                                        .flatMap(Optional::stream))));
    }

    private static Stream<TableRow> rows(Scenario scenario) {
        return scenario.getExamples().stream().flatMap(examples -> examples.getTableBody().stream());
    }
}

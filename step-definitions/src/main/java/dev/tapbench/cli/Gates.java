package dev.tapbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to hold of the scenarios themselves before {@code test} passes; a single scenario in work does not have to.
 *
 * <p>A fault that was not rejected is told from the last qualification beside the runs. Where there is none, nothing is told:
 * a qualification takes minutes, and the nightly build makes one.
 */
final class Gates {
    private Gates() {}

    /** One sentence for each that does not hold. */
    static List<String> of(Environment environment, Path features) {
        List<String> gates = new ArrayList<>();
        for (Scenarios.Item scenario : Scenarios.read(features).items()) {
            String name = scenario.id().isEmpty() ? "'" + scenario.name() + "'" : scenario.id();
            if (scenario.requirements().isEmpty()) {
                gates.add("scenario " + name + " in " + scenario.file()
                        + " is about no requirement: tag it with one of requirements.yaml");
            }
            if (!scenario.observes()) {
                gates.add("scenario " + name + " in " + scenario.file()
                        + " asserts nothing: it has no Then, so that it passes whatever the product does");
            }
        }
        Sentences.of(features).stream()
                .filter(sentence -> sentence.usedIn().isEmpty())
                .forEach(sentence -> gates.add("the sentence '" + sentence.keyword() + " " + sentence.sentence()
                        + "' is used by no scenario: use it or take it away"));
        QualifyResult.rows(environment).stream()
                .filter(row -> !row.ok())
                .forEach(row -> gates.add("the last qualification " + row.verdict() + " " + row.id() + ", expected "
                        + row.expect() + ": 'tapbench qualify --only " + row.id() + "' says more"));
        return gates;
    }
}

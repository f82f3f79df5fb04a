package dev.tapbench.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code steps}: the catalogue of sentences. */
@Command(
        name = "steps",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists the sentences that scenarios may use, and how often each is used.",
            "With --verbose or --json also what their parameters accept, and where each is used."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tapbench steps", "  tapbench steps --verbose", "  tapbench steps --json"})
final class StepsCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(
            names = "--features",
            paramLabel = "DIR",
            description = "Where the feature files are; the home's features/ by default.")
    private String features = "";

    @Mixin
    private final Output output = new Output();

    StepsCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<Sentences.Sentence> sentences = Sentences.of(Scenarios.folder(environment, features));
        if (output.json) {
            environment.out().println(Json.rows("steps", "rows", sentences));
            return ExitStatus.PASSED;
        }
        String group = "";
        for (Sentences.Sentence sentence : sentences) {
            String definition = sentence.definition();
            String type = definition.substring(0, definition.lastIndexOf('.'));
            if (!type.equals(group)) {
                environment
                        .out()
                        .println((group.isEmpty() ? "" : System.lineSeparator())
                                + type.substring(type.lastIndexOf('.') + 1));
                group = type;
            }
            int count = sentence.usedIn().size();
            environment
                    .out()
                    .println("  " + sentence.keyword() + " " + sentence.sentence() + "  ("
                            + (count == 0 ? "not used" : count == 1 ? "used once" : "used " + count + " times") + ")");
            if (output.verbose) {
                sentence.parameters()
                        .forEach((name, accepted) -> environment
                                .out()
                                .println("      {" + name + "} accepts " + String.join(" or ", accepted)));
                sentence.usedIn().forEach(use -> environment.out().println("      " + use));
            }
        }
        if (!output.quiet) {
            environment
                    .err()
                    .println(sentences.size() + " sentences"
                            + (output.verbose ? "" : "; --verbose shows parameters and uses"));
        }
        return ExitStatus.PASSED;
    }
}

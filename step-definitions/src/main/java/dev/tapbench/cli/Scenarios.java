package dev.tapbench.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tapbench.reports.ScenarioInfo;
import io.cucumber.gherkin.GherkinParser;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.ParseError;
import io.cucumber.messages.types.Pickle;
import io.cucumber.messages.types.PickleStepType;
import io.cucumber.messages.types.PickleTag;
import io.cucumber.tagexpressions.Expression;
import io.cucumber.tagexpressions.TagExpressionException;
import io.cucumber.tagexpressions.TagExpressionParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scenarios of a folder, read before any of them runs. */
record Scenarios(List<Item> items) {
    Scenarios {
        items = List.copyOf(items);
    }

    /**
     * One scenario, or one row of an outline: a row of {@code tapbench.list/1}.
     *
     * @param id its stable id without the at sign; empty when it has none
     * @param file relative to the features' folder
     * @param tags with their at sign
     * @param observes whether a step of it says what must be true
     */
    record Item(
            String id,
            String file,
            String name,
            List<String> tags,
            @JsonIgnore boolean observes) {
        List<String> requirements() {
            return new ScenarioInfo(id, file, 0, "", "", name, tags).requirements();
        }
    }

    /** The folder of the feature files: the argument, or the home's. */
    static Path folder(Environment environment, String argument) {
        Path folder = argument.isEmpty() ? environment.features() : environment.resolve(argument);
        if (!Files.isDirectory(folder)) {
            throw Failure.usage("there is no folder " + folder + " with feature files; --features DIR names one");
        }
        return folder;
    }

    /** Reads all feature files below a folder; a file that is no Gherkin is refused with its line. */
    static Scenarios read(Path folder) {
        GherkinParser parser = GherkinParser.builder()
                .includeSource(false)
                .includeGherkinDocument(false)
                .build();
        List<Item> items = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".feature"))
                    .sorted()
                    .toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                try (Stream<Envelope> envelopes = parser.parse(file)) {
                    envelopes.forEach(envelope -> {
                        envelope.getParseError().ifPresent(error -> {
                            throw Failure.usage(text(file, error));
                        });
                        envelope.getPickle().ifPresent(pickle -> items.add(item(name, pickle)));
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
        return new Scenarios(items);
    }

    private static String text(Path file, ParseError error) {
        // Gherkin's own message begins with (line:column).
        String message = error.getMessage().lines().collect(Collectors.joining(" "));
        int end = message.indexOf("): ");
        boolean placed = message.startsWith("(") && end > 0;
        return file + ":" + (placed ? message.substring(1, end) + ": " + message.substring(end + 3) : " " + message);
    }

    private static Item item(String file, Pickle pickle) {
        if (pickle.getSteps().isEmpty()) {
            throw Failure.usage(file + ": the scenario '" + pickle.getName()
                    + "' has no step, so it would pass whatever happens; write its steps or take it away");
        }
        List<String> tags = pickle.getTags().stream().map(PickleTag::getName).toList();
        return new Item(ScenarioInfo.idTag(tags).orElse(""), file, pickle.getName(), tags, observes(pickle));
    }

    /** A step that continues a Then is one itself. */
    private static boolean observes(Pickle pickle) {
        return pickle.getSteps().stream().anyMatch(step -> step.getType().equals(Optional.of(PickleStepType.OUTCOME)));
    }

    /**
     * What of these is meant.
     *
     * @param tags a tag expression; empty for all
     * @param only ids separated by commas; empty for all
     */
    Expression selection(String tags, String only) {
        String expression = tags.isBlank() ? "" : "(" + tags + ")";
        if (!only.isBlank()) {
            String ids = Arrays.stream(only.split(","))
                    .map(String::strip)
                    .map(this::known)
                    .map(id -> "@" + id)
                    .collect(Collectors.joining(" or "));
            expression += (expression.isEmpty() ? "" : " and ") + "(" + ids + ")";
        }
        try {
            return TagExpressionParser.parse(expression);
        } catch (TagExpressionException e) {
            throw Failure.usage(
                    "--tags '" + tags + "' is no tag expression, such as '@L-08 and not @refuses': "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private String known(String id) {
        String plain = id.startsWith("@") ? id.substring(1) : id;
        Set<String> ids = new TreeSet<>();
        items.forEach(item -> ids.add(item.id()));
        if (!ids.contains(plain)) {
            throw Failure.usage("there is no scenario '" + plain + "'" + Nearest.hint(plain, ids)
                    + " ('tapbench certify --list' lists them)");
        }
        return plain;
    }

    List<Item> selected(Expression selection) {
        return items.stream().filter(item -> selection.evaluate(item.tags())).toList();
    }
}

package dev.tapbench.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tapbench.profiles.ScenarioNeed;
import dev.tapbench.reports.ScenarioInfo;
import io.cucumber.gherkin.GherkinParser;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.GherkinDocument;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
     * @param line of the scenario, or of the row
     * @param tags with their at sign
     * @param needs what it needs of a card that has a statement
     * @param observes whether a step of it says what must be true
     */
    record Item(
            String id,
            String file,
            @JsonIgnore int line,
            String name,
            List<String> tags,
            @JsonIgnore List<ScenarioNeed> needs,
            @JsonIgnore boolean observes) {
        List<String> requirements() {
            return new ScenarioInfo(id, file, line, "", "", name, tags).requirements();
        }

        /** Whether this id names it: its own, or for a row that of its outline. */
        boolean called(String wanted) {
            return id.equals(wanted)
                    || ScenarioInfo.idTag(tags).filter(wanted::equals).isPresent();
        }
    }

    /**
     * What of the scenarios is meant.
     *
     * @param tags what their tags have to be
     * @param only those that were named; all where none was
     */
    record Selection(Expression tags, List<Item> only) {
        /** All scenarios. */
        static final Selection ALL = new Selection(TagExpressionParser.parse(""), List.of());

        boolean includes(Item item) {
            return tags.evaluate(item.tags()) && (only.isEmpty() || only.contains(item));
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
        GherkinParser parser = GherkinParser.builder().includeSource(false).build();
        List<Item> items = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".feature"))
                    .sorted()
                    .toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                Map<String, Integer> lines = new HashMap<>();
                try (Stream<Envelope> envelopes = parser.parse(file)) {
                    envelopes.forEach(envelope -> {
                        envelope.getParseError().ifPresent(error -> {
                            throw Failure.usage(text(file, error));
                        });
                        envelope.getGherkinDocument()
                                .flatMap(GherkinDocument::getFeature)
                                .ifPresent(feature -> lines.putAll(GherkinLines.of(feature)));
                        envelope.getPickle().ifPresent(pickle -> items.add(item(name, lines, pickle)));
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

    private static Item item(String file, Map<String, Integer> lines, Pickle pickle) {
        if (pickle.getSteps().isEmpty()) {
            throw Failure.usage(file + ": the scenario '" + pickle.getName()
                    + "' has no step, so it would pass whatever happens; write its steps or take it away");
        }
        List<String> tags = pickle.getTags().stream().map(PickleTag::getName).toList();
        // A row of an outline comes from two nodes: the outline, and behind it the row.
        List<String> nodes = pickle.getAstNodeIds();
        String id = ScenarioInfo.id(tags, pickle.getName(), nodes.size() > 1).orElse("");
        int line = lines.getOrDefault(nodes.get(nodes.size() - 1), 0);
        return new Item(id, file, line, pickle.getName(), tags, needs(file, line, tags), observes(pickle));
    }

    /** A need that was misspelt would be none, and the scenario would run on cards that it is not for. */
    private static List<ScenarioNeed> needs(String file, int line, List<String> tags) {
        try {
            return ScenarioNeed.of(tags);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(file + ":" + line + ": " + e.getMessage(), e);
        }
    }

    /** A step that continues a Then is one itself. */
    private static boolean observes(Pickle pickle) {
        return pickle.getSteps().stream().anyMatch(step -> step.getType().equals(Optional.of(PickleStepType.OUTCOME)));
    }

    /**
     * What of these is meant.
     *
     * @param tags a tag expression; empty for all
     * @param only ids separated by commas, of scenarios, of outlines with all their rows, or of single rows; empty for all
     */
    Selection selection(String tags, String only) {
        List<Item> named = only.isBlank()
                ? List.of()
                : Arrays.stream(only.split(","))
                        .map(String::strip)
                        .flatMap(id -> called(id).stream())
                        .distinct()
                        .toList();
        try {
            return new Selection(TagExpressionParser.parse(tags), named);
        } catch (TagExpressionException e) {
            throw Failure.usage(
                    "--tags '" + tags + "' is no tag expression, such as '@L-08 and not @refuses': "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private List<Item> called(String id) {
        String plain = id.startsWith("@") ? id.substring(1) : id;
        List<Item> called = items.stream().filter(item -> item.called(plain)).toList();
        if (called.isEmpty()) {
            Set<String> ids = new TreeSet<>();
            items.forEach(item -> ids.add(item.id()));
            throw Failure.usage("there is no scenario '" + plain + "'" + Nearest.hint(plain, ids)
                    + " ('tapbench certify --list' lists them)");
        }
        return called;
    }

    List<Item> selected(Selection selection) {
        return items.stream().filter(selection::includes).toList();
    }
}

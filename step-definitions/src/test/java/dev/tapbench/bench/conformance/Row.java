package dev.tapbench.bench.conformance;

import io.cucumber.gherkin.GherkinParser;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.Pickle;
import io.cucumber.messages.types.PickleStep;
import io.cucumber.messages.types.PickleTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of the conformance tables, as Cucumber would run it.
 *
 * @param name with the row's number first
 * @param steps without their keywords
 */
record Row(String name, List<String> tags, List<String> steps) {
    static List<Row> all() {
        Path folder = Path.of(System.getProperty("tapbench.home", "..")).resolve("features/conformance");
        GherkinParser parser = GherkinParser.builder()
                .includeSource(false)
                .includeGherkinDocument(false)
                .build();
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .flatMap(file -> pickles(parser, file))
                    .map(Row::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Pickle> pickles(GherkinParser parser, Path file) {
        try {
            return parser.parse(file).map(Envelope::getPickle).flatMap(Optional::stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row of(Pickle pickle) {
        return new Row(
                pickle.getName(),
                pickle.getTags().stream().map(PickleTag::getName).toList(),
                pickle.getSteps().stream().map(PickleStep::getText).toList());
    }

    /** The groups of its name. */
    MatchResult matchingName(Pattern pattern) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException("expected the name of a row to fit " + pattern + ", came " + name);
        }
        return matcher.toMatchResult();
    }

    /** The groups of each step that a pattern fits. */
    Stream<Matcher> matching(Pattern pattern) {
        return steps.stream().map(pattern::matcher).filter(Matcher::matches);
    }
}

package dev.tapbench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run has written about its scenarios, row by row. */
final class RunTraces {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String SUFFIX = ".ndjson";

    private RunTraces() {}

    /**
     * The trace of one scenario.
     *
     * @throws Failure when the run has none of it
     */
    static List<JsonNode> of(Path run, String id) {
        Path traces = run.resolve("trace");
        Path file = traces.resolve(id + SUFFIX);
        if (!Files.isRegularFile(file)) {
            List<String> there = names(traces);
            throw Failure.usage("the run has no trace of '" + id + "' (" + file + ")"
                    + (there.isEmpty() ? "; it has none at all" : Nearest.hint(id, there)));
        }
        return rows(file);
    }

    /** The trace that a row of the results names, which is that of its attempt. */
    static List<JsonNode> of(Path run, JsonNode result) {
        return rows(run.resolve(result.path("trace").asString()));
    }

    /**
     * The row of each scenario that has ended.
     *
     * @throws Failure when the folder has no results
     */
    static List<JsonNode> results(Path run) {
        Path file = run.resolve("results.ndjson");
        if (!Files.isRegularFile(file)) {
            throw Failure.usage(run + " has no results.ndjson: expected the folder of a run");
        }
        return rows(file);
    }

    private static List<JsonNode> rows(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            List<JsonNode> rows = new ArrayList<>();
            lines.filter(line -> !line.isBlank()).forEach(line -> rows.add(MAPPER.readTree(line)));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static List<String> names(Path traces) {
        if (!Files.isDirectory(traces)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(traces)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(traces + " cannot be listed", e);
        }
    }
}

package dev.tapbench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code trace}: what happened in one scenario, event by event. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints one scenario's trace: taps, APDUs, messages, HSM calls, prompts, decisions.",
            "Secrets are masked. With --verbose or --json every byte of an APDU is named."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench trace latest TC-L-001",
            "  tapbench trace reports/runs/2026-11-20T10-00-00Z TC-L-001 --json"
        })
final class TraceCommand implements Callable<Integer> {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Environment environment;

    @Parameters(paramLabel = "RUN", description = "A run's folder, its name below reports/runs, or 'latest'.")
    private String run = "";

    @Parameters(paramLabel = "ID", description = "The scenario, such as TC-L-001.")
    private String id = "";

    @Mixin
    private final Output output = new Output();

    TraceCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Path folder = Runs.find(environment, run);
        List<JsonNode> rows = read(folder.resolve("trace"), id.startsWith("@") ? id.substring(1) : id);
        if (output.json) {
            environment.out().println(Json.rows("trace", "rows", rows));
        } else {
            rows.forEach(row -> TraceText.lines(row, output.verbose).forEach(environment.out()::println));
        }
        return ExitStatus.PASSED;
    }

    private static List<JsonNode> read(Path traces, String id) {
        Path file = traces.resolve(id + ".ndjson");
        if (!Files.isRegularFile(file)) {
            List<String> there = names(traces);
            throw Failure.usage("the run has no trace of '" + id + "' (" + file + ")"
                    + (there.isEmpty() ? "; it has none at all" : Nearest.hint(id, there)));
        }
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
                    .filter(name -> name.endsWith(".ndjson"))
                    .map(name -> name.substring(0, name.length() - ".ndjson".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(traces + " cannot be listed", e);
        }
    }
}

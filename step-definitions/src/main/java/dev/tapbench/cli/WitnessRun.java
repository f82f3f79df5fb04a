package dev.tapbench.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays the witnesses of a folder on simulated devices: the model has found them, and the applet has the last word. */
final class WitnessRun {
    private static final String RUNS = "runs";

    private WitnessRun() {}

    /**
     * Plays all of them.
     *
     * @return the ids of those that came to the very amount
     * @throws Failure when they could not be played: then nothing is known about them
     */
    static Set<String> passed(Environment environment, Path folder) {
        Path runs = folder.resolve(RUNS);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream notes = new PrintStream(said, true, StandardCharsets.UTF_8);
                PrintStream unread = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            int status = Main.run(
                    environment.silent(unread, notes),
                    "certify",
                    "--no-report",
                    "--features",
                    folder.toString(),
                    "--hsm",
                    "embedded:",
                    "--reader",
                    "jcardsim:",
                    "--seed",
                    "1",
                    "--out",
                    runs.toString(),
                    "--keep",
                    "1");
            if (status != ExitStatus.PASSED && status != ExitStatus.FAILED) {
                throw Failure.broken("the witnesses in " + folder + " could not be played: "
                        + said.toString(StandardCharsets.UTF_8).strip());
            }
        }
        return passed(runs.resolve("latest").resolve("results.ndjson"));
    }

    private static Set<String> passed(Path results) {
        try {
            Set<String> passed = new TreeSet<>();
            for (String line : Files.readAllLines(results)) {
                JsonNode row = JsonMapper.shared().readTree(line);
                if (row.path("verdict").asString().equals("passed")) {
                    passed.add(row.path("id").asString());
                }
            }
            return passed;
        } catch (IOException e) {
            throw new UncheckedIOException(results + " cannot be read", e);
        }
    }
}

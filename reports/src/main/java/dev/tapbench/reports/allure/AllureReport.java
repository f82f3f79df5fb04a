package dev.tapbench.reports.allure;

import dev.tapbench.reports.StatusCounts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the report of a run with Allure's command line in child JVMs: {@code report/} (a folder, which carries the history and
 * wants a web server) and {@code report.html} (a single file, which opens from disk).
 */
public final class AllureReport {
    private static final long LIMIT_SECONDS = 180;
    private static final String SINGLE = "report.html";

    /** A scenario's data in the single file. */
    private static final Pattern PAGE = Pattern.compile("data/test-cases/([0-9a-f]+)\\.json','([A-Za-z0-9+/=]+)'");

    private AllureReport() {}

    /**
     * Makes both forms, side by side.
     *
     * @param allureHome the unpacked command line: has {@code lib/} and {@code plugins/}
     * @param results allure-results/ of the run
     * @param run the run's folder, which gets {@code report/} and {@code report.html}
     * @return the report's own count of scenarios by status
     * @throws IllegalStateException when the command line is missing or fails; the message has its last lines
     */
    public static StatusCounts generate(Path allureHome, Path results, Path run) {
        if (!Files.isDirectory(allureHome.resolve("lib"))) {
            throw new IllegalStateException("no Allure command line in " + allureHome
                    + ": it comes with './mvnw package'; or run with --no-report");
        }
        Path single = run.resolve("report-single");
        try {
            takeHistory(results, run);
            Child folder = Child.start(allureHome, run.resolve("report-folder.log"), results, run.resolve("report"));
            Child file = Child.start(allureHome, run.resolve("report-single.log"), results, single, "--single-file");
            folder.await();
            file.await();
            Files.move(single.resolve("index.html"), run.resolve(SINGLE), StandardCopyOption.REPLACE_EXISTING);
            delete(single);
            return counts(run.resolve("report"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the report in " + run + ": " + e.getMessage(), e);
        }
    }

    /** Allure 2 keeps its trends in the folder report of the run before. */
    private static void takeHistory(Path results, Path run) throws IOException {
        Optional<Path> before;
        try (Stream<Path> runs = Files.list(run.toAbsolutePath().normalize().getParent())) {
            before = runs.filter(p -> p.getFileName()
                                    .toString()
                                    .compareTo(run.getFileName().toString())
                            < 0)
                    .map(p -> p.resolve("report").resolve("history"))
                    .filter(Files::isDirectory)
                    .max(Comparator.naturalOrder());
        }
        if (before.isEmpty()) {
            return;
        }
        Path target = Files.createDirectories(results.resolve("history"));
        try (Stream<Path> files = Files.list(before.get())) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * Where the single-file report tells of each scenario, by its id, relative to the run's folder. Allure draws the names of
     * its pages anew in each generation, so they are read from that file and no other.
     *
     * @throws UncheckedIOException when the report cannot be read
     */
    public static Map<String, String> places(Path run) {
        Map<String, String> places = new TreeMap<>();
        try {
            Matcher pages = PAGE.matcher(Files.readString(run.resolve(SINGLE)));
            while (pages.find()) {
                JsonNode test = JsonMapper.shared().readTree(Base64.getDecoder().decode(pages.group(2)));
                places.put(id(test), SINGLE + "#testresult/" + pages.group(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the report in " + run + " cannot be read: " + e.getMessage(), e);
        }
        return places;
    }

    /** The scenario's own id; rows of an outline share the one that the report knows them by. */
    private static String id(JsonNode test) {
        for (JsonNode label : test.path("labels")) {
            if (label.path("name").asString().equals(ScenarioIdentity.ID)) {
                return label.path("value").asString();
            }
        }
        return test.path("fullName").asString();
    }

    private static StatusCounts counts(Path report) throws IOException {
        JsonNode statistic = JsonMapper.shared()
                .readTree(Files.readString(report.resolve("widgets").resolve("summary.json")))
                .path("statistic");
        int unknown = statistic.path("unknown").asInt(0);
        if (unknown > 0) {
            throw new IllegalStateException(unknown + " scenarios of the report have no status: see " + report);
        }
        return new StatusCounts(
                statistic.path("passed").asInt(0),
                statistic.path("failed").asInt(0),
                statistic.path("broken").asInt(0),
                statistic.path("skipped").asInt(0));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** One generation in its own JVM. */
    private record Child(Process process, Path log) {
        static Child start(Path home, Path log, Path results, Path target, String... options) throws IOException {
            String lib = home.resolve("lib").toString();
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.awt.headless=true",
                    "-cp",
                    lib + File.separator + "config" + File.pathSeparator + lib + File.separator + "*",
                    "io.qameta.allure.CommandLine",
                    "generate",
                    "--clean",
                    "--name",
                    "Tapbench"));
            command.addAll(List.of(options));
            command.addAll(List.of("--output", target.toString(), results.toString()));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            // Without APP_HOME the plugins Behaviors and Packages vanish; analytics are off only with the word true.
            builder.environment().put("APP_HOME", home.toAbsolutePath().toString());
            builder.environment().put("ALLURE_NO_ANALYTICS", "true");
            return new Child(builder.start(), log);
        }

        void await() throws IOException {
            try {
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            "Allure's command line took longer than " + LIMIT_SECONDS + " s: see " + log);
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the report was made", e);
            }
            if (process.exitValue() != 0) {
                List<String> lines = Files.readAllLines(log);
                throw new IllegalStateException("Allure's command line ended with " + process.exitValue() + ": "
                        + String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
            }
            Files.delete(log);
        }
    }
}

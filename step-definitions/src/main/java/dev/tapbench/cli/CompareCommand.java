package dev.tapbench.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code compare}: whether the devices of two runs were told the same and said the same. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says for each scenario where two runs of one seed first differ in what cards were told and what they answered.",
            "GET RESPONSE and corrected lengths, answers to reset, transports and times are not looked at."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench compare reports/runs/2026-11-20T10-00-00Z latest",
            "  tapbench compare in-process/latest through-pcsc/latest --json"
        })
final class CompareCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "A run's folder, its name below reports/runs, or 'latest'.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "RUN", description = "Another one of the same seed.")
    private String second = "";

    @Mixin
    private final Output output = new Output();

    CompareCommand(Environment environment) {
        this.environment = environment;
    }

    /**
     * One scenario of either run.
     *
     * @param verdicts of the first run and of the second one; {@code missing} where it did not run
     * @param firstDifference null where there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(String id, List<String> verdicts, @Nullable Difference firstDifference) {
        boolean differs() {
            return firstDifference != null || !verdicts.get(0).equals(verdicts.get(1));
        }
    }

    /**
     * An exchange that is not the same.
     *
     * @param seq its place in the trace of the first run, or of the second one where the first has ended
     * @param a command and answer in the first run, masked; {@code nothing} where it has no more
     * @param b likewise in the second
     */
    record Difference(int seq, String a, String b) {}

    private record Exchange(int seq, String text) {}

    @Override
    public Integer call() {
        Path a = Runs.find(environment, first);
        Path b = Runs.find(environment, second);
        Map<String, JsonNode> ranA = byId(a);
        Map<String, JsonNode> ranB = byId(b);
        requireOneSeed(ranA, ranB);
        List<Row> rows = new ArrayList<>();
        TreeSet<String> ids = new TreeSet<>(ranA.keySet());
        ids.addAll(ranB.keySet());
        for (String id : ids) {
            JsonNode inA = ranA.get(id);
            JsonNode inB = ranB.get(id);
            rows.add(new Row(
                    id,
                    List.of(verdict(inA), verdict(inB)),
                    inA == null || inB == null ? null : difference(exchanges(a, inA), exchanges(b, inB))));
        }
        boolean same = !rows.isEmpty() && rows.stream().noneMatch(Row::differs);
        if (output.json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schema", "tapbench.compare/1");
            document.put("same", same);
            document.put("scenarios", rows);
            environment.out().println(Json.of(document));
        } else {
            print(rows, same);
        }
        return same ? ExitStatus.PASSED : ExitStatus.FAILED;
    }

    private static Map<String, JsonNode> byId(Path run) {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        // Of a scenario that was run again the last attempt counts.
        RunTraces.results(run).forEach(row -> rows.put(row.path("id").asString(), row));
        return rows;
    }

    private static String verdict(@Nullable JsonNode row) {
        return row == null ? "missing" : row.path("verdict").asString();
    }

    private static void requireOneSeed(Map<String, JsonNode> a, Map<String, JsonNode> b) {
        List<Long> seeds = List.of(a, b).stream()
                .flatMap(run -> run.values().stream())
                .map(row -> row.path("seed").asLong())
                .distinct()
                .toList();
        if (seeds.size() > 1) {
            throw Failure.usage("the runs have the seeds " + seeds
                    + ": expected one, since challenges and cryptograms differ with it; run again with --seed "
                    + seeds.get(0));
        }
    }

    private static List<Exchange> exchanges(Path run, JsonNode result) {
        return RunTraces.of(run, result).stream()
                .filter(row -> row.path("type").asString().equals("apdu"))
                .map(row -> new Exchange(
                        row.path("seq").asInt(),
                        row.path("command").asString() + " -> "
                                + row.path("response").asString()))
                .toList();
    }

    private static @Nullable Difference difference(List<Exchange> a, List<Exchange> b) {
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            String left = i < a.size() ? a.get(i).text() : "nothing";
            String right = i < b.size() ? b.get(i).text() : "nothing";
            if (!left.equals(right)) {
                return new Difference((i < a.size() ? a : b).get(i).seq(), left, right);
            }
        }
        return null;
    }

    private void print(List<Row> rows, boolean same) {
        for (Row row : rows) {
            if (row.differs()) {
                environment
                        .out()
                        .println(row.id() + "  "
                                + row.verdicts().stream().distinct().collect(Collectors.joining(", then ")));
                Difference difference = row.firstDifference();
                if (difference != null) {
                    environment.out().println("  first: " + difference.a());
                    environment.out().println("  then:  " + difference.b());
                }
            }
        }
        long differ = rows.stream().filter(Row::differs).count();
        environment
                .out()
                .println(
                        same
                                ? "same: " + rows.size() + " scenarios"
                                : differ + " of " + rows.size() + " scenarios differ");
    }
}

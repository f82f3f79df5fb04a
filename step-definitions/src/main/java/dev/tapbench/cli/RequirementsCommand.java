package dev.tapbench.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tapbench.profiles.RequirementsFile;
import dev.tapbench.profiles.RequirementsFile.Requirement;
import dev.tapbench.reports.RunSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code requirements}: which requirement is shown, refused and caught, and by how many. */
@Command(
        name = "requirements",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists the requirements with their coverage, and why some are not yet shown.",
            "Shows and refuses count the scenarios of a run that passed: those that show a requirement, and those in "
                    + "which a violation of it is refused. Without a run they count what the tags declare. Faults are "
                    + "the faulty devices that break it, caught those of them that a qualification rejected."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tapbench requirements", "  tapbench requirements --run reports/runs/latest --json"})
final class RequirementsCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(names = "--run", paramLabel = "RUN", description = "A run's folder or name; the newest by default.")
    private String run = "";

    @Mixin
    private final Output output = new Output();

    RequirementsCommand(Environment environment) {
        this.environment = environment;
    }

    /**
     * One requirement's coverage, a row of {@code tapbench.requirements/1}.
     *
     * @param id such as {@code L-08}
     * @param text what must be true
     * @param source where that stands
     * @param shows scenarios that show it
     * @param refuses scenarios in which a violation of it is refused
     * @param faults faulty devices that break it
     * @param caught faulty devices that a qualification rejected
     * @param nothingToRefuse why no violation can be attempted; null where one can
     * @param grade missing, shown, refused (shown, and refused where there is something to refuse) or proven (and caught)
     * @param evidenced whether the counts are those of a run, and not of tags
     * @param notYet why no scenario of this release shows it; null, and absent from the row, where one has to
     */
    record Row(
            String id,
            String text,
            String source,
            int shows,
            int refuses,
            int faults,
            int caught,
            @Nullable String nothingToRefuse,
            String grade,
            boolean evidenced,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String notYet) {}

    @Override
    public Integer call() {
        try {
            List<Row> rows = rows();
            if (output.json) {
                environment.out().println(Json.rows("requirements", "requirements", rows));
            } else {
                print(rows);
            }
            return ExitStatus.PASSED;
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e);
        }
    }

    private List<Row> rows() {
        RequirementsFile file = RequirementsFile.read(environment.features().resolve("requirements.yaml"));
        List<Scenarios.Item> scenarios = Scenarios.read(environment.features()).items();
        Map<String, RunSettings.FaultCount> faults = QualifyResult.counts(environment);
        Optional<JsonNode> counts = counts();
        List<Row> rows = new ArrayList<>();
        for (Requirement requirement : file.requirements()) {
            String id = requirement.id();
            int shows = counts.map(c -> c.path(id).path("shows").asInt(0))
                    .orElseGet(() -> declared(scenarios, id, "@shows"));
            int refuses = counts.map(c -> c.path(id).path("refuses").asInt(0))
                    .orElseGet(() -> declared(scenarios, id, "@refuses"));
            RunSettings.FaultCount fault = faults.getOrDefault(id, new RunSettings.FaultCount(0, 0));
            rows.add(new Row(
                    id,
                    requirement.text(),
                    requirement.source(),
                    shows,
                    refuses,
                    fault.faults(),
                    fault.caught(),
                    requirement.nothingToRefuse().orElse(null),
                    grade(shows, refuses > 0 || requirement.nothingToRefuse().isPresent(), fault.caught()),
                    counts.isPresent(),
                    requirement.notYet().orElse(null)));
        }
        return rows;
    }

    private static String grade(int shows, boolean refused, int caught) {
        if (shows == 0) {
            return "missing";
        }
        return !refused ? "shown" : caught == 0 ? "refused" : "proven";
    }

    private static int declared(List<Scenarios.Item> scenarios, String id, String kind) {
        return (int) scenarios.stream()
                .filter(s -> s.tags().contains("@" + id) && s.tags().contains(kind))
                .count();
    }

    /** The run's counts by requirement; empty when no run was named and there is none yet. */
    private Optional<JsonNode> counts() {
        if (run.isEmpty() && !Files.exists(Runs.all(environment).resolve("latest"))) {
            return Optional.empty();
        }
        Path summary = Runs.find(environment, run.isEmpty() ? "latest" : run).resolve("summary.json");
        try {
            return Optional.of(
                    JsonMapper.shared().readTree(Files.readString(summary)).path("requirements"));
        } catch (IOException e) {
            throw new UncheckedIOException(summary + " cannot be read: the run has not ended", e);
        }
    }

    private void print(List<Row> rows) {
        Table table = new Table(1, "id", "requirement", "shows", "refuses", "faults", "caught", "grade");
        rows.forEach(row -> table.row(
                row.id(),
                row.text(),
                Integer.toString(row.shows()),
                row.nothingToRefuse() == null ? Integer.toString(row.refuses()) : "-",
                Integer.toString(row.faults()),
                Integer.toString(row.caught()),
                row.shows() == 0 && row.notYet() != null ? "not yet" : row.grade()));
        table.wrapped(environment.width()).forEach(environment.out()::println);
        printNotYet(rows);
        if (!output.quiet) {
            environment
                    .err()
                    .println(
                            rows.stream().anyMatch(Row::evidenced)
                                    ? "counted in " + Runs.find(environment, run.isEmpty() ? "latest" : run)
                                    : "declared by tags; 'tapbench certify' makes a run that shows them");
        }
    }

    /** Each reason once, with the requirements that are open for it. */
    private void printNotYet(List<Row> rows) {
        Map<String, List<String>> open = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.notYet() != null) {
                open.computeIfAbsent(row.notYet(), reason -> new ArrayList<>()).add(row.id());
            }
        }
        if (open.isEmpty()) {
            return;
        }
        environment.out().println();
        environment.out().println("not yet shown in this release:");
        open.forEach((reason, ids) -> {
            indented("  ", String.join(" ", ids));
            indented("      ", reason);
        });
    }

    private void indented(String indent, String text) {
        Paragraph.lines(text, environment.width() - indent.length())
                .forEach(line -> environment.out().println(indent + line));
    }
}

package dev.tapbench.cli;

import dev.tapbench.reports.ResultRow;
import dev.tapbench.reports.RunWriter;
import dev.tapbench.reports.Summary;
import dev.tapbench.reports.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code certify} prints when a run has ended. */
record RunReport(Environment environment, Output output, Plan plan, RunWriter run, Progress progress) {
    private static final String RED = "\u001B[31m";
    private static final String GREEN = "\u001B[32m";
    private static final String YELLOW = "\u001B[33m";
    private static final String PLAIN = "\u001B[0m";
    /** So many scenarios with one reason are told together. */
    private static final int MANY = 4;

    /** The table, the reasons, the counts, the places; or with {@code --json} the summary on standard output instead. */
    void print(Summary summary) {
        PrintStream people = output.json ? environment.err() : environment.out();
        if (!(output.json && output.quiet)) {
            table(people);
            reasons(people);
            counts(people, summary);
        }
        if (output.json) {
            try {
                environment.out().print(Files.readString(run.folder().path().resolve("summary.json")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        environment.out().flush();
        environment.err().flush();
    }

    private void table(PrintStream people) {
        List<ResultRow> rows = run.rows();
        if (rows.isEmpty()) {
            return;
        }
        Table table = new Table(1, "id", "scenario", "verdict", "about", "seconds");
        rows.forEach(row -> table.row(
                row.id(),
                progress.name(row.id()),
                row.verdict().label(),
                String.join(" ", row.requirements()),
                String.format(Locale.ROOT, "%.2f", row.seconds())));
        table.lines(output.json ? 0 : environment.columns()).forEach(line -> people.println(coloured(line)));
    }

    /** The verdict's word only: a colour says nothing that the word does not. */
    private String coloured(String line) {
        if (!environment.colour() || output.json) {
            return line;
        }
        return line.replace(" passed ", " " + GREEN + "passed" + PLAIN + " ")
                .replace(" failed ", " " + RED + "failed" + PLAIN + " ")
                .replace(" broken ", " " + RED + "broken" + PLAIN + " ")
                .replace(" skipped ", " " + YELLOW + "skipped" + PLAIN + " ");
    }

    /** Per scenario that did not pass: requirements, scenario, step, reason. Where many were skipped for one reason it is told once. */
    private void reasons(PrintStream people) {
        Map<String, Long> skipped = run.rows().stream()
                .filter(row -> row.verdict() == Verdict.SKIPPED)
                .collect(Collectors.groupingBy(ResultRow::message, LinkedHashMap::new, Collectors.counting()));
        skipped.values().removeIf(count -> count < MANY);
        boolean first = true;
        for (ResultRow row : run.rows()) {
            if (row.verdict() == Verdict.PASSED
                    || (row.verdict() == Verdict.SKIPPED && skipped.containsKey(row.message()))) {
                continue;
            }
            if (first) {
                people.println();
                first = false;
            }
            String step = progress.step(row.id());
            people.println(row.verdict().label()
                    + row.cause().map(cause -> " (" + cause.label() + ")").orElse("")
                    + (row.requirements().isEmpty() ? "" : "  " + String.join(" ", row.requirements()))
                    + "  " + row.id()
                    + (step.isEmpty() ? "" : "  " + run.masker().text(step))
                    + ": " + oneLine(row.message()));
        }
        if (first && !skipped.isEmpty()) {
            people.println();
        }
        skipped.forEach((reason, count) -> people.println("skipped  " + count + " scenarios: " + oneLine(reason)));
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " | ");
    }

    private void counts(PrintStream people, Summary summary) {
        Summary.Scenarios scenarios = summary.scenarios();
        people.println();
        people.println(String.format(
                Locale.ROOT,
                "%s: %d scenarios, %d passed, %d failed, %d broken, %d skipped; %d APDUs in %.1f s",
                summary.verdict(),
                scenarios.selected(),
                scenarios.passed(),
                scenarios.failed(),
                scenarios.broken(),
                scenarios.skipped(),
                summary.apdus(),
                summary.seconds()));
        summary.troubles().forEach(trouble -> people.println("broken (bench): " + oneLine(trouble)));
        people.println("requirements: " + coverage(summary.requirements()));
        // Behind a failure they mostly follow from it, and would push it off the screen.
        if (summary.verdict().equals("gate") || output.verbose) {
            summary.gates().forEach(gate -> people.println("gate: " + gate));
        } else if (!summary.gates().isEmpty()) {
            people.println("gates: " + summary.gates().size() + " do not hold, see summary.json");
        }
        people.println("bench: reader " + plan.readerName() + ", HSM "
                + plan.context().hsm()
                + plan.context().fault().map(fault -> ", fault " + fault).orElse("")
                + plan.context()
                        .statement()
                        .map(statement -> ", statement of " + statement.product())
                        .orElse("")
                + ", seed "
                + summary.seed());
        Path folder = run.folder().path();
        people.println("run: " + shown(folder));
        Path report = folder.resolve("report.html");
        if (Files.isRegularFile(report)) {
            people.println("report: " + shown(report));
        }
    }

    private static String coverage(Map<String, Summary.RequirementCount> requirements) {
        if (requirements.isEmpty()) {
            return "none in scope";
        }
        long shown = requirements.values().stream().filter(c -> c.shows() > 0).count();
        long refused =
                requirements.values().stream().filter(c -> c.refuses() > 0).count();
        return shown + " of " + requirements.size() + " shown, a violation of " + refused + " refused";
    }

    /** Short where it lies below the current directory. */
    private String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(environment.directory())
                ? environment.directory().relativize(absolute).toString()
                : absolute.toString();
    }
}

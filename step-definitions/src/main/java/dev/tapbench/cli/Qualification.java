package dev.tapbench.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges devices by the scenarios, each in a program of its own: the scenarios of the requirements that a fault names first,
 * and the others only where those did not reject it, to say what did. A sound variant is held to all scenarios.
 *
 * @param environment of the command
 * @param seed of every run
 * @param scratch where the runs are written; they are gone afterwards
 */
record Qualification(Environment environment, long seed, Path scratch) {
    // Judged is the device, not the security module: the one in memory needs no process of its own.
    private static final List<String> COMMON =
            List.of("certify", "--hsm", "embedded:", "--no-report", "--json", "--quiet");
    private static final Pattern VIOLATED = Pattern.compile("requirement (\\S+) is violated: ");
    private static final int SHOWN = 3;

    /** What certify left behind. */
    private record Outcome(List<JsonNode> rows, int status, String said) {
        Outcome and(Outcome other) {
            return new Outcome(
                    Stream.concat(rows.stream(), other.rows.stream()).toList(),
                    Math.max(status, other.status),
                    said.isEmpty() ? other.said : said);
        }
    }

    QualifyRow judge(Candidate candidate) {
        long start = System.nanoTime();
        QualifyRow row;
        try {
            row = judged(candidate);
        } catch (IllegalArgumentException e) {
            // A patch that no longer applies judges nothing, so it is never a rejection.
            row = row(candidate, QualifyRow.BROKEN, List.of(), e.getMessage());
        }
        double seconds = Math.round((System.nanoTime() - start) / 1e6) / 1e3;
        return new QualifyRow(
                row.id(), row.party(), row.expect(), row.verdict(), row.ok(), row.by(), row.wrongReason(), seconds);
    }

    private QualifyRow judged(Candidate candidate) {
        ChangedProgram program = new ChangedProgram(candidate.classes().get());
        if (candidate.fault().isEmpty()) {
            return variant(candidate, certify(program, candidate, "whole", ""));
        }
        String named = candidate.requirements().stream().map(id -> "@" + id).collect(Collectors.joining(" or "));
        Outcome outcome = certify(program, candidate, "named", named);
        if (by(outcome, candidate.requirements()).isEmpty()) {
            outcome = outcome.and(certify(program, candidate, "others", "not (" + named + ")"));
        }
        return fault(candidate, outcome);
    }

    private static QualifyRow fault(Candidate candidate, Outcome outcome) {
        List<QualifyRow.Failed> by = by(outcome, candidate.requirements());
        if (!by.isEmpty()) {
            return row(candidate, QualifyRow.REJECTED, by, null);
        }
        String others = others(outcome);
        boolean nothing = outcome.rows.isEmpty();
        return row(
                candidate,
                nothing ? QualifyRow.BROKEN : QualifyRow.ACCEPTED,
                by,
                nothing ? "nothing ran: " + outcome.said : others.isEmpty() ? null : others);
    }

    private static QualifyRow variant(Candidate candidate, Outcome outcome) {
        List<QualifyRow.Failed> by = new ArrayList<>();
        outcome.rows.stream()
                .filter(row -> verdict(row).equals("failed"))
                .forEach(row -> by.addAll(failed(row, requirements(row))));
        String others = others(outcome);
        boolean ran = outcome.rows.stream().anyMatch(row -> !verdict(row).equals("skipped"));
        if (!by.isEmpty()) {
            return row(candidate, QualifyRow.REJECTED, by, others);
        }
        if (!ran || !others.isEmpty()) {
            return row(candidate, QualifyRow.BROKEN, by, ran ? others : "nothing ran: " + outcome.said);
        }
        return row(candidate, QualifyRow.ACCEPTED, by, null);
    }

    private static QualifyRow row(
            Candidate candidate, String verdict, List<QualifyRow.Failed> by, @Nullable String wrongReason) {
        String expect = candidate.fault().isPresent() ? QualifyRow.REJECTED : QualifyRow.ACCEPTED;
        return new QualifyRow(
                candidate.id(), candidate.party(), expect, verdict, verdict.equals(expect), by, wrongReason, 0);
    }

    private static List<QualifyRow.Failed> by(Outcome outcome, List<String> named) {
        List<QualifyRow.Failed> by = new ArrayList<>();
        for (JsonNode row : outcome.rows) {
            if (verdict(row).equals("failed")) {
                List<String> requirements = new ArrayList<>(requirements(row));
                requirements.retainAll(named);
                by.addAll(requirements.isEmpty() ? List.of() : failed(row, requirements));
            }
        }
        return by;
    }

    private static List<QualifyRow.Failed> failed(JsonNode row, List<String> requirements) {
        List<String> names = requirements.isEmpty() ? List.of("") : requirements;
        return names.stream()
                .map(requirement -> new QualifyRow.Failed(
                        row.path("id").asString(), requirement, row.path("step").asString("")))
                .toList();
    }

    /** What a failed scenario failed for: the requirements that it found violated, or else all that it is about. */
    private static List<String> requirements(JsonNode row) {
        List<String> violated = new ArrayList<>();
        Matcher matcher = VIOLATED.matcher(row.path("message").asString(""));
        while (matcher.find()) {
            violated.add(matcher.group(1));
        }
        if (!violated.isEmpty()) {
            return violated;
        }
        List<String> about = new ArrayList<>();
        row.path("requirements").forEach(id -> about.add(id.asString()));
        return about;
    }

    /** What failed or broke, for people; the first few. */
    private static String others(Outcome outcome) {
        List<String> others = outcome.rows.stream()
                .filter(row -> verdict(row).equals("failed") || verdict(row).equals("broken"))
                .map(row -> verdict(row) + " " + row.path("id").asString() + " ("
                        + String.join(" ", requirements(row)) + "): "
                        + row.path("message")
                                .asString("")
                                .lines()
                                .map(String::strip)
                                .collect(Collectors.joining(" | ")))
                .toList();
        String shown = others.stream().limit(SHOWN).collect(Collectors.joining("; "));
        return others.size() > SHOWN ? shown + "; and " + (others.size() - SHOWN) + " more" : shown;
    }

    private static String verdict(JsonNode row) {
        return row.path("verdict").asString();
    }

    private Outcome certify(ChangedProgram program, Candidate candidate, String part, String tags) {
        Path out = scratch.resolve(candidate.id()).resolve(part);
        List<String> arguments = new ArrayList<>(COMMON);
        arguments.addAll(candidate.arguments());
        arguments.addAll(List.of("--seed", Long.toString(seed), "--out", out.toString()));
        if (!tags.isEmpty()) {
            arguments.addAll(List.of("--tags", tags));
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
                PrintStream unread = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            int status =
                    program.run(environment.silent(unread, err), candidate.fault(), arguments.toArray(String[]::new));
            if (status == ExitStatus.USAGE) {
                throw new IllegalArgumentException(
                        said.toString(StandardCharsets.UTF_8).strip());
            }
            return new Outcome(
                    results(out), status, said.toString(StandardCharsets.UTF_8).strip());
        }
    }

    private static List<JsonNode> results(Path out) {
        if (!Files.isDirectory(out)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(out, 2, (path, type) -> path.endsWith("results.ndjson"))) {
            List<JsonNode> rows = new ArrayList<>();
            Optional<Path> file = files.findFirst();
            if (file.isPresent()) {
                Files.readAllLines(file.get())
                        .forEach(line -> rows.add(JsonMapper.shared().readTree(line)));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(out + " cannot be read", e);
        }
    }
}

package dev.tapbench.cli;

import dev.tapbench.campaign.FaultCatalogue;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qualify}: the bench itself is judged, by faulty devices that it has to reject and sound ones that it has to accept. */
@Command(
        name = "qualify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Judges the bench: it has to reject every faulty device, and to accept every sound variant.",
            "A faulty device is rejected when a scenario fails, not breaks, for a requirement that its fault names;"
                    + " the scenarios of those requirements run first. A sound variant is accepted when, of all scenarios,"
                    + " none failed or broke and at least one ran; a scenario whose card it excludes is skipped. The"
                    + " security module is the one in memory. The result is kept beside the runs, for 'requirements'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench qualify",
            "  tapbench qualify --only F-001 --verbose",
            "  tapbench qualify --faults ../our-faults --json"
        })
final class QualifyCommand implements Callable<Integer> {
    private static final int SEEDS = 1_000_000_000;

    private final Environment environment;

    @Option(
            names = "--faults",
            paramLabel = "DIR",
            description = "Another catalogue of faults, judged without the sound variants; its result is not kept.")
    private String faults = "";

    @Option(names = "--only", paramLabel = "ID,..", description = "Only these devices, such as F-001,F-002.")
    private String only = "";

    @Option(names = "--list", description = "List what would be judged, and judge nothing.")
    private boolean list;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all randomness in all runs.")
    @Nullable
    private Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many devices are judged at the same time; one a processor by default.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final Output output = new Output();

    QualifyCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (threads < 1) {
            throw Failure.usage("--threads must be 1 or more, not " + threads);
        }
        List<Candidate> all = candidates();
        List<Candidate> selected = selected(all);
        if (list) {
            return list(selected);
        }
        if (selected.isEmpty()) {
            throw Failure.gate(
                    "nothing to judge: there is no fault in " + catalogue().folder());
        }
        long start = System.nanoTime();
        List<QualifyRow> rows = judge(selected);
        if (faults.isEmpty()) {
            QualifyResult.store(
                    environment, rows, all.stream().map(Candidate::id).toList());
        }
        if (output.json) {
            environment.out().println(Json.rows("qualify", "rows", rows));
        }
        print(rows, (System.nanoTime() - start) / 1e9);
        return rows.stream().allMatch(QualifyRow::ok) ? ExitStatus.PASSED : ExitStatus.FAILED;
    }

    private FaultCatalogue catalogue() {
        FaultCatalogue home = Faults.of(environment);
        return faults.isEmpty() ? home : new FaultCatalogue(environment.resolve(faults), home.sources());
    }

    private List<Candidate> candidates() {
        FaultCatalogue catalogue = catalogue();
        if (!Files.isDirectory(catalogue.folder())) {
            throw Failure.usage("there is no folder " + catalogue.folder() + "; --faults DIR names one with faults");
        }
        try {
            List<Candidate> all = new ArrayList<>(Candidate.faults(catalogue));
            if (faults.isEmpty()) {
                all.addAll(Candidate.variants(environment.features().resolve("cards/variants")));
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e);
        }
    }

    private List<Candidate> selected(List<Candidate> all) {
        if (only.isBlank()) {
            return all;
        }
        Map<String, Candidate> known =
                all.stream().collect(Collectors.toMap(Candidate::id, Function.identity(), (a, b) -> a, TreeMap::new));
        return Arrays.stream(only.split(","))
                .map(String::strip)
                .distinct()
                .map(id -> {
                    Candidate candidate = known.get(id);
                    if (candidate == null) {
                        throw Failure.usage("there is no fault or variant '" + id + "'"
                                + Nearest.hint(id, known.keySet()) + " ('tapbench qualify --list' lists them)");
                    }
                    return candidate;
                })
                .toList();
    }

    private int list(List<Candidate> selected) {
        Table table = new Table(2, "id", "party", "requirements");
        selected.forEach(
                candidate -> table.row(candidate.id(), candidate.party(), String.join(" ", candidate.requirements())));
        table.lines(environment.columns()).forEach(environment.out()::println);
        return ExitStatus.PASSED;
    }

    /** In the order of their selection, whichever ended first. */
    private List<QualifyRow> judge(List<Candidate> selected) {
        Path scratch = scratch();
        Qualification qualification =
                new Qualification(environment, seed == null ? new SecureRandom().nextInt(SEEDS) : seed, scratch);
        if (!output.quiet) {
            environment.err().println(selected.size() + " devices, seed " + qualification.seed());
        }
        ProgressBar bar = environment.progress() && !output.quiet && !output.verbose
                ? Bar.of(environment, "qualify", selected.size())
                : null;
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(threads, selected.size()));
        try {
            ExecutorCompletionService<QualifyRow> ended = new ExecutorCompletionService<>(workers);
            selected.forEach(candidate -> ended.submit(() -> qualification.judge(candidate)));
            Map<String, QualifyRow> rows = new TreeMap<>();
            for (int i = 0; i < selected.size(); i++) {
                QualifyRow row = ended.take().get();
                rows.put(row.id(), row);
                told(row, bar);
            }
            return selected.stream().map(candidate -> rows.get(candidate.id())).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while devices were judged", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
            if (bar != null) {
                bar.close();
            }
            delete(scratch);
        }
    }

    private void told(QualifyRow row, @Nullable ProgressBar bar) {
        if (bar != null) {
            bar.setExtraMessage(row.id());
            bar.step();
        }
        if (output.verbose) {
            environment.err().println(row.id() + "  " + row.verdict() + "  " + (row.ok() ? "" : "not ok: ") + why(row));
        }
    }

    private void print(List<QualifyRow> rows, double seconds) {
        PrintStream people = output.json ? environment.err() : environment.out();
        if (output.json && output.quiet) {
            return;
        }
        Table table = new Table(5, "id", "party", "expected", "verdict", "seconds", "by");
        rows.forEach(row -> table.row(
                row.id(),
                row.party(),
                row.expect(),
                row.ok() ? row.verdict() : row.verdict() + " !",
                String.format(Locale.ROOT, "%.1f", row.seconds()),
                why(row)));
        table.lines(output.json ? 0 : environment.columns()).forEach(people::println);
        people.println();
        rows.stream()
                .filter(row -> !row.ok())
                .forEach(row -> people.println("not ok  " + row.id() + ": " + meaning(row)));
        people.println(String.format(
                Locale.ROOT,
                "%d faulty devices, %d rejected for what they break; %d sound variants, %d accepted; %.0f s",
                count(rows, true, false),
                count(rows, true, true),
                count(rows, false, false),
                count(rows, false, true),
                seconds));
    }

    private static long count(List<QualifyRow> rows, boolean faulty, boolean okOnly) {
        return rows.stream()
                .filter(row -> row.faulty() == faulty && (row.ok() || !okOnly))
                .count();
    }

    private static String why(QualifyRow row) {
        String by = row.by().stream()
                .map(failed -> (failed.scenario() + " " + failed.requirement()).strip())
                .distinct()
                .collect(Collectors.joining(", "));
        return row.wrongReason() == null ? by : by.isEmpty() ? row.wrongReason() : by + "; " + row.wrongReason();
    }

    /** What a wrong verdict means for whoever relies on the bench. */
    private static String meaning(QualifyRow row) {
        String reason = row.wrongReason() == null ? "" : ": " + row.wrongReason();
        if (row.verdict().equals(QualifyRow.BROKEN)) {
            return "nothing was judged" + reason;
        }
        if (row.faulty()) {
            return reason.isEmpty()
                    ? "it survives: no scenario failed, so the bench would sign this device off; a scenario or an"
                            + " assertion is missing"
                    : "it survives: no scenario failed for a requirement that it names, only this" + reason;
        }
        return "a sound device is rejected: a scenario or the bench asks for more than the requirement" + reason + "; "
                + why(row);
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("tapbench-qualify");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be removed", e);
        }
    }
}

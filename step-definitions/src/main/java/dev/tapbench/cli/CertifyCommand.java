package dev.tapbench.cli;

import dev.tapbench.bench.Drivers;
import dev.tapbench.bench.InventoryUse;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.profiles.RequirementsFile;
import dev.tapbench.reports.Requirement;
import dev.tapbench.reports.RunSettings;
import dev.tapbench.reports.RunWriter;
import dev.tapbench.reports.ScenarioRecorder;
import dev.tapbench.reports.StatusCounts;
import dev.tapbench.reports.Summary;
import dev.tapbench.reports.allure.AllureReport;
import dev.tapbench.reports.allure.AllureResults;
import io.cucumber.core.order.PickleOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code certify}: runs scenarios and makes a run. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Runs scenarios against the bench, and writes a run: verdicts, evidence, report.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench certify",
            "  tapbench certify --tags '@L-08 and @refuses' --no-report",
            "  tapbench certify --only TC-L-001 --seed 4711 --verbose",
            "  tapbench certify --fault F-001",
            "  tapbench certify --statement features/statements/unknown-keys.yaml",
            "  tapbench certify --hsm pkcs11:softhsm --json"
        })
final class CertifyCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final CertifyOptions options = new CertifyOptions();

    @Mixin
    private final Output output = new Output();

    CertifyCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!options.fault.isEmpty() && environment.carries().isEmpty()) {
            return onFaultyClasses();
        }
        Plan asked = Plan.of(environment, options);
        if (options.list) {
            return ScenarioList.print(
                    environment, output, asked.selected(), asked.context().statement());
        }
        RunSettings settings = settings(asked);
        Optional<Rehearsal> rehearsal = rehearsal(asked, settings);
        Plan plan = rehearsal.map(costs -> costs.applied(asked, options.spare)).orElse(asked);
        PickleOrder order =
                pickles -> rehearsal.map(costs -> costs.ordered(pickles, plan)).orElse(pickles);
        RunWriter run = RunWriter.start(settings);
        Optional<AllureResults> allure = options.noReport ? Optional.empty() : Optional.of(AllureResults.in(run));
        ScenarioRecorder recorder =
                allure.map(results -> new ScenarioRecorder(run, results)).orElseGet(() -> new ScenarioRecorder(run));
        Progress progress = new Progress(
                environment, plan.selected().size(), environment.progress() && !output.quiet, output.verbose);
        RunReport report = new RunReport(environment, output, plan, run, progress);
        Summary summary = Interruption.during(
                () -> {
                    try {
                        plan.context().during(() -> scenarios(plan, order, recorder, run, progress));
                    } finally {
                        progress.finish();
                    }
                    return ended(run, allure.filter(a -> !plan.selected().isEmpty()));
                },
                () -> {
                    progress.finish();
                    Summary interrupted = run.interrupted();
                    run.firstPage(interrupted, Map.of());
                    report.print(interrupted);
                });
        report.print(summary);
        return summary.exitStatus();
    }

    /** What the run will cost real cards of an inventory, tried before one is touched. */
    private Optional<Rehearsal> rehearsal(Plan plan, RunSettings settings) {
        Optional<InventoryUse> real = plan.context().inventory().filter(InventoryUse::real);
        if (real.isPresent() && !output.quiet) {
            environment
                    .err()
                    .println("rehearsing with simulated cards what this run will cost those of "
                            + real.get().file().file());
        }
        return real.map(unused -> Rehearsal.of(plan, settings, environment.err()));
    }

    /** The same command once more, on classes that carry the fault. */
    private int onFaultyClasses() {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        return new ChangedProgram(Plan.faultyClasses(environment, options))
                .run(environment, Optional.of(options.fault), arguments.toArray(String[]::new));
    }

    private Summary ended(RunWriter run, Optional<AllureResults> allure) {
        Path folder = run.folder().path();
        Summary summary = run.finish(allure.map(results -> report(results, run)));
        run.firstPage(summary, allure.isPresent() ? AllureReport.places(folder) : Map.of());
        return summary;
    }

    /** What a device does in a scenario is in its row; what is thrown here did not close when all of them were over. */
    private void scenarios(Plan plan, PickleOrder order, ScenarioRecorder recorder, RunWriter run, Progress progress) {
        try {
            Cucumber.run(
                    plan.features(),
                    plan.selection(),
                    order,
                    options.threads,
                    false,
                    recorder,
                    run.cucumberMessages(),
                    progress,
                    new Abortion(environment));
        } catch (DeviceException e) {
            run.troubled(String.valueOf(e.getMessage()));
        }
    }

    private StatusCounts report(AllureResults results, RunWriter run) {
        return AllureReport.generate(
                allureHome(), results.folder(), run.folder().path());
    }

    /** Only one version is unpacked there, by the build. */
    private Path allureHome() {
        Path lib = environment.home().resolve("lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> entries = Files.list(lib)) {
                Optional<Path> found = entries.filter(Files::isDirectory)
                        .filter(entry -> entry.getFileName().toString().startsWith("allure-"))
                        .sorted()
                        .reduce((a, b) -> b);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(lib + " cannot be listed", e);
            }
        }
        return lib.resolve("allure");
    }

    private RunSettings settings(Plan plan) {
        Map<String, String> devices = new HashMap<>();
        devices.put("reader", plan.readerName());
        devices.put("hsm", plan.context().hsm().toString());
        plan.context().fault().ifPresent(fault -> devices.put("fault", fault));
        plan.context()
                .profile()
                .ifPresent(unused -> devices.put(
                        "profile", options.profile.isEmpty() ? "that of the statement's keys" : options.profile));
        plan.context().statement().ifPresent(unused -> devices.put("statement", options.statement));
        return new RunSettings(
                options.out.isEmpty() ? Runs.all(environment) : environment.resolve(options.out),
                options.keep,
                plan.context().seed(),
                devices,
                plan.capabilities(Drivers.find()),
                digests(plan),
                scope(),
                unrefusable(),
                environment.allRequirements() ? Gates.of(environment, plan.features()) : List.of(),
                catalogue(),
                versions(),
                QualifyResult.counts(environment),
                Clock.systemUTC());
    }

    /** All requirements there are, for whoever reads the report. */
    private List<Requirement> catalogue() {
        Path file = environment.features().resolve("requirements.yaml");
        return Files.isRegularFile(file)
                ? RequirementsFile.read(file).requirements().stream()
                        .map(r -> new Requirement(r.id(), r.text(), r.source(), r.nothingToRefuse()))
                        .toList()
                : List.of();
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("tapbench", Version.ofBuild());
        versions.put("java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        versions.put("operating system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }

    private Map<String, String> digests(Plan plan) {
        Path card = Digests.home("dev.tapbench.card.PaymentApplet");
        Map<String, String> digests = new HashMap<>();
        digests.put("tool", Digests.of(Digests.home(Main.class.getName())));
        digests.put("features", Digests.of(plan.features()));
        digests.put(
                "applet",
                plan.context()
                        .fault()
                        .map(id -> Digests.of(
                                card, environment.features().resolve("faults").resolve(id)))
                        .orElseGet(() -> Digests.of(card)));
        plan.context().statement().ifPresent(statement -> digests.put("statement", Digests.of(statement.file())));
        return digests;
    }

    /** All requirements for {@code test}, those of the selected scenarios for {@code certify}. */
    private Set<String> scope() {
        return requirements().map(RequirementsFile::due).orElse(Set.of());
    }

    private Set<String> unrefusable() {
        return requirements().map(RequirementsFile::unrefusable).orElse(Set.of());
    }

    private Optional<RequirementsFile> requirements() {
        return environment.allRequirements()
                ? Optional.of(RequirementsFile.read(environment.features().resolve("requirements.yaml")))
                : Optional.empty();
    }
}

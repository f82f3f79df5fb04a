package dev.tapbench.cli;

import dev.tapbench.profiles.FileProblem;
import dev.tapbench.profiles.RiskProfileFile;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Explorer;
import dev.tapbench.risk.exploration.TooManyStates;
import dev.tapbench.risk.lives.HonestLives;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LocalLives;
import dev.tapbench.risk.validation.RiskFinding;
import dev.tapbench.risk.validation.StaticFindings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code validate}: what a risk profile does, before a card is made under it. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says what is wrong with a risk profile, and the most that a thief can spend under it.",
            "'offline' is a thief who goes where the issuer cannot be asked; 'mixed' is one who goes anywhere while",
            "the account is not stopped, and whom the issuer refuses nothing. A witness is the shortest way to it.",
            "Then it lets honest owners live with it: how often they are asked for PIN or passcode, and are declined."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench validate features/risk/phone.yaml",
            "  tapbench validate features/risk/prepaid.yaml --device card --json",
            "  tapbench validate my-profile.yaml --max-exposure 150.00",
            "  tapbench validate my-profile.yaml --lives my-cardholders.csv --cards 100000 --max-prompts-per-month 4"
        })
final class ValidateCommand implements Callable<Integer> {
    private final Environment environment;

    /** What the profile is for. */
    enum Device {
        CARD,
        FOB,
        PHONE
    }

    @Parameters(paramLabel = "PROFILE", description = "A risk profile, YAML.")
    private String file = "";

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description =
                    "What the profile is for: card (with contacts), fob or phone (which can ask its owner). Default: phone.")
    private Device device = Device.PHONE;

    @Option(
            names = "--max-exposure",
            paramLabel = "AMOUNT",
            description =
                    "End 3 when a thief without the PIN can spend more, such as 150.00 in the profile's currency.")
    private String maxExposure = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder that gets the witnesses as scenarios; reports/validate/NAME by default.")
    private String out = "";

    @Mixin
    private final LivesOptions lives = new LivesOptions();

    @Mixin
    private final Output output = new Output();

    ValidateCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        RiskProfile profile;
        try {
            profile = RiskProfileFile.read(environment.resolve(file));
        } catch (FileProblem e) {
            throw Failure.usage(e);
        }
        OptionalLong limit = limit(profile);
        Optional<LivesJob> job = lives.job(environment, profile, device == Device.PHONE, device == Device.CARD);
        List<RiskFinding> findings = StaticFindings.of(profile);
        ExposureRows exposures;
        try {
            exposures = exposures(profile);
        } catch (TooManyStates e) {
            findings.forEach(f -> environment.err().println(f.id() + " " + f.key() + ": " + f.text()));
            throw Failure.broken(file + ": " + e.getMessage(), e);
        }
        Optional<HonestLives> honest = job.map(this::lived);
        if (output.json) {
            environment.out().println(Json.of(document(profile, findings, exposures, honest)));
        } else {
            print(findings, exposures);
            honest.ifPresent(this::print);
        }
        if (findings.stream().anyMatch(f -> f.severity() == RiskFinding.Severity.ERROR)) {
            return ExitStatus.FAILED;
        }
        String beyond = exposures.beyond(limit);
        if (beyond.isEmpty()) {
            beyond = honest.map(lives::beyond).orElse("");
        }
        if (!beyond.isEmpty()) {
            throw Failure.gate(beyond);
        }
        return ExitStatus.PASSED;
    }

    /** Explored by the model, and played on the applet. */
    private ExposureRows exposures(RiskProfile profile) {
        Path folder = out.isEmpty()
                ? environment.resolve("reports").resolve("validate").resolve(fileName(profile.name()))
                : environment.resolve(out);
        Explorer explorer = new Explorer(profile, device == Device.PHONE, device == Device.CARD);
        Witnesses witnesses = new Witnesses(folder, lower(device), profile, explorer);
        ExposureRows exposures = new ExposureRows(profile, explorer, witnesses);
        witnesses.write(environment.resolve(file));
        exposures.confirm(witnesses.confirmed(environment));
        if (!exposures.unconfirmed().isEmpty()) {
            throw Failure.broken("the model says what " + String.join(", ", exposures.unconfirmed()) + " in " + folder
                    + " spends, and the applet says otherwise: please report it with the profile (tapbench certify"
                    + " --features " + folder + " shows more)");
        }
        return exposures;
    }

    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    private HonestLives lived(LivesJob job) {
        try {
            return HonestLives.of(job, LocalLives.sketch(job, lives.threads()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.broken("the lives were interrupted", e);
        }
    }

    private OptionalLong limit(RiskProfile profile) {
        if (maxExposure.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(new BigDecimal(maxExposure)
                    .movePointRight(profile.currency().getDefaultFractionDigits())
                    .longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw Failure.usage(
                    "--max-exposure is '" + maxExposure + "': expected an amount in " + profile.currency()
                            + ", such as 150.00",
                    e);
        }
    }

    private Map<String, Object> document(
            RiskProfile profile, List<RiskFinding> findings, ExposureRows exposures, Optional<HonestLives> honest) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", "tapbench.validate/1");
        document.put("profile", profile.name());
        document.put("device", lower(device));
        document.put("findings", findings.stream().map(ValidateCommand::row).toList());
        document.put("exposure", exposures.cells());
        document.put("states", exposures.states());
        document.put("abstraction", Explorer.ABSTRACTION);
        honest.ifPresent(rows -> document.put("honest", rows));
        return document;
    }

    private static Map<String, Object> row(RiskFinding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", finding.id());
        row.put("severity", lower(finding.severity()));
        row.put("key", finding.key());
        row.put("text", finding.text());
        return row;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void print(List<RiskFinding> findings, ExposureRows exposures) {
        if (findings.isEmpty()) {
            environment.out().println("no finding");
        } else {
            Table table = new Table(3, "id", "severity", "at", "what");
            findings.forEach(f -> table.row(f.id(), lower(f.severity()), f.key(), f.text()));
            table.wrapped(environment.columns()).forEach(environment.out()::println);
        }
        environment.out().println();
        Table table = new Table(3, "shops", "thief", "spends at most", "the shortest way");
        exposures
                .cells()
                .forEach((where, row) -> row.forEach((who, cell) -> table.row(
                        where,
                        who.equals("noCvm") ? "without the PIN" : "has seen the PIN",
                        cell.amount(),
                        way(cell))));
        table.wrapped(environment.columns()).forEach(environment.out()::println);
        exposures.cells().values().stream()
                .flatMap(row -> row.values().stream())
                .findFirst()
                .ifPresent(cell -> environment
                        .out()
                        .println("each was played on the applet; again: tapbench certify --features "
                                + cell.witness().features()));
        if (!output.quiet) {
            environment
                    .err()
                    .println("from " + exposures.states() + " states that honest use can bring the device into");
        }
    }

    private void print(HonestLives honest) {
        environment.out().println();
        LivesText.lines(honest, environment.columns()).forEach(environment.out()::println);
    }

    private static String way(ExposureRows.Cell cell) {
        Witnesses.Witness witness = cell.witness();
        String before = witness.before().isEmpty() ? "" : "owner: " + String.join(", ", witness.before()) + "; thief: ";
        return before
                + String.join(", ", witness.theft())
                + (witness.loop() > 0 ? ", and the last " + witness.loop() + " again and again" : "");
    }
}

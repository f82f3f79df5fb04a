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
import dev.tapbench.validation.Assessment;
import dev.tapbench.validation.Exposures;
import dev.tapbench.validation.ReportFolder;
import dev.tapbench.validation.Witnesses;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            description = "The folder that gets witnesses and report; reports/validate/NAME by default.")
    private String out = "";

    @Option(names = "--no-report", description = "Write the witnesses only, and no page, PDF or tables.")
    private boolean noReport;

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
        Assessment assessment = assessment(profile, limit, job);
        Path page = noReport ? folder(profile) : new ReportFolder(folder(profile)).write(assessment, Version.ofBuild());
        if (output.json) {
            environment.out().println(Json.of(assessment.document()));
        } else {
            new ValidationText(environment).print(assessment, page);
        }
        if (assessment.hasErrors()) {
            return ExitStatus.FAILED;
        }
        if (!assessment.gates().isEmpty()) {
            throw Failure.gate(String.join("; ", assessment.gates()));
        }
        return ExitStatus.PASSED;
    }

    private Assessment assessment(RiskProfile profile, OptionalLong limit, Optional<LivesJob> job) {
        List<RiskFinding> findings = StaticFindings.of(profile);
        Exposures exposures;
        try {
            exposures = exposures(profile);
        } catch (TooManyStates e) {
            findings.forEach(f -> environment.err().println(f.id() + " " + f.key() + ": " + f.text()));
            throw Failure.broken(file + ": " + e.getMessage(), e);
        }
        Optional<HonestLives> honest = job.map(this::lived);
        List<String> gates = Stream.of(
                        exposures.beyond(limit), honest.map(lives::beyond).orElse(""))
                .filter(gate -> !gate.isEmpty())
                .toList();
        return new Assessment(profile, lower(device), findings, exposures, honest, gates);
    }

    private Path folder(RiskProfile profile) {
        return out.isEmpty()
                ? environment.resolve("reports").resolve("validate").resolve(fileName(profile.name()))
                : environment.resolve(out);
    }

    /** Explored by the model, and played on the applet. */
    private Exposures exposures(RiskProfile profile) {
        Path folder = folder(profile);
        Explorer explorer = new Explorer(profile, device == Device.PHONE, device == Device.CARD);
        Witnesses witnesses = new Witnesses(folder, lower(device), profile, explorer);
        Exposures exposures = new Exposures(profile, explorer, witnesses);
        witnesses.write(environment.resolve(file));
        exposures.confirm(WitnessRun.passed(environment, folder));
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

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

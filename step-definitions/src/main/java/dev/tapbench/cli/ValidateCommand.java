package dev.tapbench.cli;

import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Differences;
import dev.tapbench.validation.Assessment;
import dev.tapbench.validation.Baseline;
import dev.tapbench.validation.Comparison;
import dev.tapbench.validation.ReportFolder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "  tapbench validate new-profile.yaml --against old-profile.yaml",
            "  tapbench validate my-profile.yaml --approve my-profile.approved.json",
            "  tapbench validate my-profile.yaml --lives my-cardholders.csv --cards 100000 --max-prompts-per-month 4"
        })
final class ValidateCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private final ProfileOptions input = new ProfileOptions();

    @Option(
            names = "--max-exposure",
            paramLabel = "AMOUNT",
            description =
                    "End 3 when a thief without the PIN can spend more, such as 150.00 in the profile's currency.")
    private String maxExposure = "";

    @Option(
            names = "--against",
            paramLabel = "OLD",
            description = "Say what changes against another profile, or against what was approved: a file of --approve,"
                    + " which ends 3 when a thief without the PIN can spend more.")
    private String against = "";

    @Option(
            names = "--approve",
            paramLabel = "FILE",
            description = "Keep the profile and what was found about it as approved, JSON, unless something is wrong.")
    private String approve = "";

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
        RiskProfile profile = input.read(environment, Map.of());
        OptionalLong limit = limit(profile);
        Optional<Baseline> baseline = against.isEmpty() ? Optional.empty() : Optional.of(baseline(profile));
        Validator validator = new Validator(environment, input.form(profile), lives);
        Path folder = input.folder(environment, profile);
        Assessment found = validator.assess(profile, input.source(environment), folder);
        List<String> gates = new ArrayList<>();
        gates.add(found.exposures().beyond(limit));
        gates.add(found.honest().map(lives::beyond).orElse(""));
        if (baseline.isPresent()) {
            RiskProfile old = baseline.get().profile();
            Comparison comparison = Comparison.of(
                    validator.byModel(old),
                    found,
                    new Differences(old, profile, validator.phone(), validator.contacts()));
            found = found.against(comparison);
            gates.addAll(baseline.get().approved() ? comparison.worse() : List.of());
        }
        gates.removeIf(String::isEmpty);
        return told(found.with(gates), folder);
    }

    /** Written, printed, and the exit status. */
    private int told(Assessment assessment, Path folder) {
        Path place = noReport
                ? new ReportFolder(folder).clear()
                : new ReportFolder(folder).write(assessment, Version.ofBuild());
        if (output.json) {
            environment.out().println(Json.of(assessment.document()));
        } else {
            new ValidationText(environment).print(assessment, place);
        }
        if (assessment.hasErrors()) {
            return ExitStatus.FAILED;
        }
        if (!assessment.gates().isEmpty()) {
            throw Failure.gate(String.join("; ", assessment.gates()));
        }
        if (!approve.isEmpty()) {
            Baseline.write(environment.resolve(approve), input.source(environment), assessment);
        }
        return ExitStatus.PASSED;
    }

    private Baseline baseline(RiskProfile profile) {
        try {
            Baseline baseline = Baseline.read(environment.resolve(against));
            if (!baseline.profile().currency().equals(profile.currency())) {
                throw Failure.usage(against + " is in " + baseline.profile().currency() + " and " + input.file()
                        + " in " + profile.currency() + ": expected one currency, because amounts are compared");
            }
            return baseline;
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e);
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
}

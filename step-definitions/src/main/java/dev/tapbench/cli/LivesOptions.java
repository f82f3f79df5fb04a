package dev.tapbench.cli;

import dev.tapbench.profiles.CardholderFile;
import dev.tapbench.profiles.FileProblem;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.lives.HonestLives;
import dev.tapbench.risk.lives.LivesJob;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code validate} about honest lives, and the job that they make. */
final class LivesOptions {
    /** What the amounts of the table that comes with Tapbench are in. */
    private static final Currency SHIPPED = Currency.getInstance("EUR");

    /** Who lives them. */
    enum Engine {
        JVM
    }

    @Option(
            names = "--cards",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many honest lives to live; ${DEFAULT-VALUE} by default.")
    private long cards;

    @Option(
            names = "--months",
            paramLabel = "M",
            defaultValue = "12",
            description = "How long a life is, in months of 30 days; ${DEFAULT-VALUE} by default.")
    private int months;

    @Option(
            names = "--lives",
            paramLabel = "FILE",
            description =
                    "Your own types of cardholders, CSV. Default: features/risk/cardholders.csv, whose numbers are"
                            + " assumptions; docs/risk.md explains the columns.")
    private String file = "";

    @Option(
            names = "--max-prompts-per-month",
            paramLabel = "N",
            description =
                    "End 3 when owners of some type are asked for PIN or passcode more often than this in a mean month.")
    private String maxPrompts = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seeds the lives: the same seed gives the same lives; ${DEFAULT-VALUE} by default.")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads for the lives; all cores by default. The results are the same for any number.")
    private int threads = Runtime.getRuntime().availableProcessors();

    int threads() {
        return threads;
    }

    /**
     * The lives that are asked for; empty where the profile is in another currency than the amounts of the table that comes with
     * Tapbench, and no other table is given.
     *
     * @throws Failure when an option or the table is wrong
     */
    Optional<LivesJob> job(Environment environment, RiskProfile profile, boolean phone, boolean contacts) {
        if (threads < 1) {
            throw Failure.usage("--threads is " + threads + ": expected 1 or more");
        }
        limit();
        if (file.isEmpty() && !profile.currency().equals(SHIPPED)) {
            if (!maxPrompts.isEmpty()) {
                throw Failure.usage(missing(profile));
            }
            environment.err().println("no honest lives: " + missing(profile));
            return Optional.empty();
        }
        try {
            return Optional.of(new LivesJob(
                    profile,
                    phone,
                    contacts,
                    CardholderFile.read(table(environment), profile.currency()),
                    cards,
                    months,
                    seed));
        } catch (FileProblem e) {
            throw Failure.usage(e);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("validate: " + e.getMessage(), e);
        }
    }

    private static String missing(RiskProfile profile) {
        return "the types that come with Tapbench have amounts in " + SHIPPED + ", and the profile is in "
                + profile.currency() + ": give your own with --lives FILE.csv";
    }

    private Path table(Environment environment) {
        if (file.isEmpty()) {
            return environment.features().resolve("risk").resolve("cardholders.csv");
        }
        if (file.toLowerCase(Locale.ROOT).endsWith(".parquet")) {
            throw Failure.usage(
                    "--lives is '" + file + "', and Parquet is read by Spark only: expected CSV with the same"
                            + " columns, or --engine spark");
        }
        return environment.resolve(file);
    }

    private Optional<BigDecimal> limit() {
        if (maxPrompts.isEmpty()) {
            return Optional.empty();
        }
        try {
            BigDecimal limit = new BigDecimal(maxPrompts);
            if (limit.signum() >= 0) {
                return Optional.of(limit);
            }
        } catch (NumberFormatException e) {
            // Told below, with an example.
        }
        throw Failure.usage(
                "--max-prompts-per-month is '" + maxPrompts + "': expected a number of prompts, such as 4 or 2.5");
    }

    /** Who is asked too often; empty where nobody is. */
    String beyond(HonestLives lives) {
        return limit().flatMap(limit -> lives.types().stream()
                        .filter(row -> row.prompts().mean().compareTo(limit) > 0)
                        .findFirst()
                        .map(row -> "owners of the type " + row.type() + " are asked for PIN or passcode "
                                + row.prompts().mean() + " times in a mean month, and at most " + maxPrompts
                                + " is allowed"))
                .orElse("");
    }
}

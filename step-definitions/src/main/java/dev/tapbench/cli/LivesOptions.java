package dev.tapbench.cli;

import dev.tapbench.bench.SparkProcess;
import dev.tapbench.profiles.CardholderFile;
import dev.tapbench.profiles.FileProblem;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.lives.CardholderType;
import dev.tapbench.risk.lives.HonestLives;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.LocalLives;
import dev.tapbench.risk.lives.Percent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code validate} about honest lives, and the job that they make. */
final class LivesOptions {
    /** What the amounts of the table that comes with Tapbench are in. */
    private static final Currency SHIPPED = Currency.getInstance("EUR");

    /** Takes the place of types that only Spark can read, until it has. */
    private static final CardholderType UNREAD = unread();

    /** Who lives them. */
    enum Engine {
        JVM,
        SPARK
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

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description =
                    "Who lives the lives: jvm (this process) or spark (Apache Spark in a process of its own, built with"
                            + " -Pspark; docs/risk.md). The results are the same. Default: jvm.")
    private Engine engine = Engine.JVM;

    @Option(
            names = "--spark-master",
            paramLabel = "URL",
            description = "A cluster for --engine spark, such as spark://host:7077. Default: this machine.")
    private String master = "";

    /**
     * Lives them.
     *
     * @throws Failure when Spark finds something wrong with the table, or cannot live them
     */
    HonestLives lived(Environment environment, LivesJob job) {
        if (engine == Engine.SPARK) {
            return onSpark(environment, job);
        }
        try {
            return HonestLives.of(job, LocalLives.sketch(job, threads));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.broken("the lives were interrupted", e);
        }
    }

    private HonestLives onSpark(Environment environment, LivesJob job) {
        Optional<Path> table = parquet() ? Optional.of(environment.resolve(file)) : Optional.empty();
        String where = master.isEmpty() ? "local[" + threads + "]" : master;
        try (SparkProcess spark = SparkProcess.start(environment.home(), job, table, where)) {
            SparkProcess.Lived lived = spark.lived();
            return HonestLives.of(lived.job(), lived.sketch());
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e);
        } catch (IllegalStateException e) {
            throw Failure.broken(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean parquet() {
        return file.toLowerCase(Locale.ROOT).endsWith(".parquet");
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
        if (engine == Engine.SPARK) {
            SparkProcess.missing(environment.home()).ifPresent(reason -> {
                throw Failure.usage("--engine spark: " + reason);
            });
        } else if (!master.isEmpty()) {
            throw Failure.usage("--spark-master is '" + master + "' without --engine spark");
        }
        Optional<String> none = noTypes(profile);
        if (none.isPresent()) {
            if (!maxPrompts.isEmpty()) {
                throw Failure.usage(none.get());
            }
            environment.err().println("no honest lives: " + none.get());
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LivesJob(profile, phone, contacts, types(environment, profile), cards, months, seed));
        } catch (FileProblem e) {
            throw Failure.usage(e);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e);
        }
    }

    /** Why nobody lives with a profile; empty where its owners are known. */
    Optional<String> noTypes(RiskProfile profile) {
        return file.isEmpty() && !profile.currency().equals(SHIPPED)
                ? Optional.of("the types that come with Tapbench have amounts in " + SHIPPED
                        + ", and the profile is in " + profile.currency() + ": give your own with --lives FILE.csv")
                : Optional.empty();
    }

    private List<CardholderType> types(Environment environment, RiskProfile profile) {
        if (parquet() && engine == Engine.SPARK) {
            return List.of(UNREAD);
        }
        if (parquet()) {
            throw Failure.usage(
                    "--lives is '" + file + "', and Parquet is read by Spark only: expected CSV with the same"
                            + " columns, or --engine spark");
        }
        Path shipped = environment.features().resolve("risk").resolve("cardholders.csv");
        return CardholderFile.read(file.isEmpty() ? shipped : environment.resolve(file), profile.currency());
    }

    private static CardholderType unread() {
        Percent none = new Percent(0);
        return new CardholderType("unread", new Percent(100_00), 1, 1, 1, none, none, none, none, none, 0, 0, none);
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

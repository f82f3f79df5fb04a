package dev.tapbench.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code certify} may be told. */
final class CertifyOptions {
    @Option(
            names = "--tags",
            paramLabel = "EXPR",
            description = "Only scenarios whose tags fit, such as '@L-08 and not @refuses'.")
    String tags = "";

    @Option(names = "--only", paramLabel = "ID,..", description = "Only these scenarios, such as TC-L-001,TC-L-002.")
    String only = "";

    @Option(names = "--list", description = "List what would run, and run nothing.")
    boolean list;

    @Option(
            names = "--features",
            paramLabel = "DIR",
            description = "Where the feature files are; the home's features/ by default.")
    String features = "";

    @Mixin
    final HsmChoice devices = new HsmChoice();

    @Option(
            names = "--reader",
            paramLabel = "TARGET",
            description = "Where cards are tapped, instead of the bench file's reader: such as jcardsim:.")
    String reader = "";

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description =
                    "A card or phone of ours, in place of the standard one: a profile such as those of features/cards.")
    String profile = "";

    @Option(
            names = "--statement",
            paramLabel = "FILE",
            description =
                    "What a card that need not be ours says of itself, such as those of features/statements: scenarios that do"
                            + " not apply are skipped.")
    String statement = "";

    @Option(names = "--fault", paramLabel = "ID", description = "Run with this faulty device of features/faults.")
    String fault = "";

    @Option(
            names = "--fresh-keys",
            description = "Make an RSA key for each card; else cards of different scenarios may share one.")
    boolean freshKeys;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description =
                    "Write what cards were told and what they answered, unmasked, to a new file that only its owner"
                            + " reads; --reader replay:FILE answers with it.")
    String record = "";

    @Option(
            names = "--spare",
            description =
                    "Skip what would leave a card of the inventory unusable or without a PIN try, unless it is expendable.")
    boolean spare;

    @Option(
            names = "--require",
            paramLabel = "NAME,..",
            description = "What must be there, such as softhsm,chromium: missing is exit status 3.")
    String require = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of all randomness; a run prints its own, which repeats it.")
    @Nullable
    Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many scenarios run at the same time; 1 by default.")
    int threads = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder that gets a folder for the run; reports/runs by default.")
    String out = "";

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Keep the newest N runs in that folder, this one included; all by default.")
    int keep;

    @Option(names = "--no-report", description = "Make no Allure report.")
    boolean noReport;
}

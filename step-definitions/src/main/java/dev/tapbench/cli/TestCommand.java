package dev.tapbench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code test} is the launcher's work, because it builds this program; here is its help. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Builds, runs all tests, then certifies; in a clone only.",
            "Tests are those of ./mvnw verify. Then certify runs in a process of its own, with all requirements of "
                    + "features/requirements.yaml in scope that are not marked notYet."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tapbench test", "  tapbench test --require softhsm,chromium"})
final class TestCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--require",
            paramLabel = "NAME,..",
            description = "What must be there: tests and scenarios that need it may not be skipped.")
    private String require = "";

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "builds first, so it is started by the launcher: run ./tapbench test"
                        + (require.isEmpty() ? "" : " --require " + require));
    }
}

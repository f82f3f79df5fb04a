package dev.tapbench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tapbench} alone: points to its commands. */
@Command(
        name = "tapbench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Certifies payment cards, payment phones and the servers behind them, simulated or real.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench certify",
            "  tapbench certify --tags '@L-08' --hsm embedded:",
            "  tapbench certify --reader 'jcardsim:?fault=F-001'",
            "  tapbench trace latest TC-L-001",
            "",
            "Exit status: 0 passed, 1 failed (the product), 2 broken (bench, test or",
            "Tapbench), 3 a gate does not hold, 64 wrong usage or a wrong file,",
            "130 interrupted."
        })
final class TapbenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}

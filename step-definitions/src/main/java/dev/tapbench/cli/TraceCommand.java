package dev.tapbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trace}: what happened in one scenario, event by event. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints one scenario's trace: taps, APDUs, messages, HSM calls, prompts, decisions.",
            "Secrets are masked. With --verbose or --json every byte of an APDU is named."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tapbench trace latest TC-L-001",
            "  tapbench trace reports/runs/2026-11-20T10-00-00Z TC-L-001 --json"
        })
final class TraceCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(paramLabel = "RUN", description = "A run's folder, its name below reports/runs, or 'latest'.")
    private String run = "";

    @Parameters(paramLabel = "ID", description = "The scenario, such as TC-L-001.")
    private String id = "";

    @Mixin
    private final Output output = new Output();

    TraceCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Path folder = Runs.find(environment, run);
        List<JsonNode> rows = RunTraces.of(folder, id.startsWith("@") ? id.substring(1) : id);
        if (output.json) {
            environment.out().println(Json.rows("trace", "rows", rows));
        } else {
            rows.forEach(row -> TraceText.lines(row, output.verbose).forEach(environment.out()::println));
        }
        return ExitStatus.PASSED;
    }
}

package dev.tapbench.cli;

import dev.tapbench.risk.validation.RiskFinding;
import dev.tapbench.validation.Assessment;
import dev.tapbench.validation.ExposureWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A validation for people at a terminal. */
record ValidationText(Environment environment) {
    /** @param place the page, or the folder without one */
    void print(Assessment assessment, Path place) {
        findings(assessment.findings());
        environment.out().println();
        exposures(assessment);
        assessment.honest().ifPresent(lives -> {
            environment.out().println();
            LivesText.lines(lives, environment.columns()).forEach(environment.out()::println);
        });
        environment.out().println();
        environment.out().println("report: " + place);
    }

    private void findings(List<RiskFinding> findings) {
        if (findings.isEmpty()) {
            environment.out().println("no finding");
            return;
        }
        Table table = new Table(3, "id", "severity", "at", "what");
        findings.forEach(f -> table.row(f.id(), f.severity().name().toLowerCase(Locale.ROOT), f.key(), f.text()));
        table.wrapped(environment.columns()).forEach(environment.out()::println);
    }

    private void exposures(Assessment assessment) {
        List<ExposureWords.Line> lines = ExposureWords.of(assessment.exposures());
        Table table = new Table(3, "shops", "thief", "spends at most", "the shortest way");
        lines.forEach(line -> table.row(line.shops(), line.thief(), line.cell().amount(), line.way()));
        table.wrapped(environment.columns()).forEach(environment.out()::println);
        environment
                .out()
                .println("found from " + assessment.exposures().states()
                        + " states that honest use can bring the device into, and played on the applet; again:");
        environment
                .out()
                .println("tapbench certify --features "
                        + lines.get(0).cell().witness().features());
    }
}

package dev.tapbench.cli;

import dev.tapbench.risk.validation.RiskFinding;
import dev.tapbench.validation.Assessment;
import dev.tapbench.validation.Comparison;
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
        assessment.against().ifPresent(this::against);
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
                        + lines.get(0).cell().witness().shown());
    }

    private void against(Comparison comparison) {
        environment.out().println();
        environment.out().println("against " + comparison.old() + ":");
        rows(2, comparison.exposureRows(), "shops", "thief", "before", "after", "change");
        if (!comparison.months().isEmpty()) {
            environment.out().println();
            rows(2, comparison.monthRows(), "owners", "in a mean month", "before", "after", "change");
        }
        environment.out().println();
        if (comparison.differences().isEmpty()) {
            environment.out().println("whatever an owner does, both devices do the same");
        } else {
            rows(0, comparison.partingRows(), "after", "this", "before", "now");
        }
        if (!comparison.complete()) {
            environment.out().println("not all that owners can do was compared: there may be further differences");
        }
    }

    private void rows(int wide, List<List<String>> rows, String... head) {
        Table table = new Table(wide, head);
        rows.forEach(row -> table.row(row.toArray(String[]::new)));
        table.wrapped(environment.columns()).forEach(environment.out()::println);
    }
}

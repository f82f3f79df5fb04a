package dev.tapbench.reports;

import dev.tapbench.reports.allure.AllureResults;
import io.cucumber.core.options.RuntimeOptionsBuilder;
import io.cucumber.core.runtime.Runtime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs the tiny feature through Cucumber's own runtime, as {@code certify} runs the real ones. */
public final class TinyRun {
    public final RunWriter writer;
    public final AllureResults allure;

    private TinyRun(RunWriter writer, AllureResults allure) {
        this.writer = writer;
        this.allure = allure;
    }

    /** Runs it on so many threads into a folder below {@code runs}; {@code finish} is left to the caller. */
    public static TinyRun into(Path runs, int threads) {
        RunWriter writer = RunWriter.start(new RunSettings(
                runs,
                0,
                42,
                Map.of("reader", "jcardsim:", "hsm", "embedded:"),
                List.of("contactless"),
                Map.of("tool", "0".repeat(64), "features", "1".repeat(64), "applet", "2".repeat(64)),
                Set.of(),
                Set.of(),
                List.of(),
                List.of(
                        new Requirement(
                                "L-08",
                                "The card authenticates its issuer.",
                                "US 9,454,865 B2, claim 1",
                                Optional.empty()),
                        new Requirement(
                                "R-01", "Memory <holds>.", "US 9,240,005 B2, claim 1", Optional.of("a reason"))),
                Map.of("tapbench", "development", "java", "17"),
                Map.of(),
                Clock.systemUTC()));
        AllureResults allure = AllureResults.in(writer);
        var options = new RuntimeOptionsBuilder()
                .addFeature(io.cucumber.core.feature.FeatureWithLines.parse("classpath:features/load/tiny.feature"))
                .addGlue(URI.create("classpath:/dev/tapbench/reports/glue"))
                .setThreads(threads)
                .build();
        Runtime.builder()
                .withRuntimeOptions(options)
                .withAdditionalPlugins(new ScenarioRecorder(writer, allure), writer.cucumberMessages())
                .build()
                .run();
        return new TinyRun(writer, allure);
    }
}

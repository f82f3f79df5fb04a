package dev.tapbench.cli;

import io.cucumber.core.feature.FeatureWithLines;
import io.cucumber.core.options.RuntimeOptionsBuilder;
import io.cucumber.core.runtime.Runtime;
import io.cucumber.plugin.Plugin;
import io.cucumber.tagexpressions.Expression;
import java.net.URI;
import java.nio.file.Path;

/** Cucumber's own runtime over our glue: the only way in which scenarios run. */
final class Cucumber {
    private static final URI GLUE = URI.create("classpath:/dev/tapbench/steps");

    private Cucumber() {}

    /**
     * Runs the scenarios that fit.
     *
     * @param dryRun whether steps are only matched and not run
     */
    static void run(Path features, Expression selection, int threads, boolean dryRun, Plugin... plugins) {
        Runtime.builder()
                .withRuntimeOptions(new RuntimeOptionsBuilder()
                        .addFeature(FeatureWithLines.create(features.toUri(), java.util.List.of()))
                        .addGlue(GLUE)
                        .addTagFilter(selection)
                        .setThreads(threads)
                        .setDryRun(dryRun)
                        .setMonochrome()
                        .setPublishQuiet(true)
                        .build())
                .withAdditionalPlugins(plugins)
                .build()
                .run();
    }
}

package dev.tapbench.cli;

import io.cucumber.core.feature.FeatureWithLines;
import io.cucumber.core.options.RuntimeOptionsBuilder;
import io.cucumber.core.order.PickleOrder;
import io.cucumber.core.runtime.Runtime;
import io.cucumber.plugin.Plugin;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Cucumber's own runtime over our glue: the only way in which scenarios run. */
final class Cucumber {
    private static final URI GLUE = URI.create("classpath:/dev/tapbench/steps");

    private Cucumber() {}

    /**
     * Runs the scenarios that fit.
     *
     * @param dryRun whether steps are only matched and not run
     */
    static void run(Path features, Scenarios.Selection selection, int threads, boolean dryRun, Plugin... plugins) {
        run(features, selection, pickles -> pickles, threads, dryRun, plugins);
    }

    /** The same in another order than that of the files. */
    static void run(
            Path features,
            Scenarios.Selection selection,
            PickleOrder order,
            int threads,
            boolean dryRun,
            Plugin... plugins) {
        RuntimeOptionsBuilder options = new RuntimeOptionsBuilder()
                .addGlue(GLUE)
                .addTagFilter(selection.tags())
                .setThreads(threads)
                .setDryRun(dryRun)
                .setMonochrome()
                .setPublishQuiet(true)
                .setPickleOrder(order);
        places(features, selection.only()).forEach(options::addFeature);
        Runtime.builder()
                .withRuntimeOptions(options.build())
                .withAdditionalPlugins(plugins)
                .build()
                .run();
    }

    /** The whole folder, or by file the lines of what was named: a row of an outline has no tag of its own. */
    private static List<FeatureWithLines> places(Path features, List<Scenarios.Item> only) {
        if (only.isEmpty()) {
            return List.of(FeatureWithLines.create(features.toUri(), List.of()));
        }
        Map<String, TreeSet<Integer>> lines = new TreeMap<>();
        only.forEach(item ->
                lines.computeIfAbsent(item.file(), file -> new TreeSet<>()).add(item.line()));
        return lines.entrySet().stream()
                .map(file ->
                        FeatureWithLines.create(features.resolve(file.getKey()).toUri(), file.getValue()))
                .toList();
    }
}

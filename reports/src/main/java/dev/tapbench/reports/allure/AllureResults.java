package dev.tapbench.reports.allure;

import dev.tapbench.reports.EvidenceSink;
import dev.tapbench.reports.RunSettings;
import dev.tapbench.reports.RunWriter;
import io.cucumber.plugin.ConcurrentEventListener;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.cucumber7jvm.AllureCucumber7Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes allure-results/ of a run: Allure's own adapter, into a lifecycle of ours that masks. */
public final class AllureResults implements EvidenceSink {
    private final Path folder;
    private final AllureLifecycle lifecycle;

    private AllureResults(Path folder, AllureLifecycle lifecycle) {
        this.folder = folder;
        this.lifecycle = lifecycle;
    }

    /**
     * Makes the folder, with the categories and the bench in it.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public static AllureResults in(RunWriter run) {
        Path folder = run.folder().path().resolve("allure-results");
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("categories.json"), Categories.json());
            Files.writeString(folder.resolve("environment.properties"), environment(run.settings()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AllureResults(
                folder,
                new AllureLifecycle(new MaskingResultsWriter(new FileSystemResultsWriter(folder), run.masker())));
    }

    private static String environment(RunSettings settings) {
        Map<String, String> lines = new TreeMap<>(settings.bench());
        lines.put("capabilities", String.join(" ", settings.capabilities()));
        lines.put("seed", Long.toString(settings.seed()));
        settings.versions().forEach((what, version) -> lines.put(what.replace(' ', '.'), version));
        settings.digests().forEach((what, digest) -> lines.put("digest." + what, digest));
        return lines.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    }

    /** Where the results are. */
    public Path folder() {
        return folder;
    }

    @Override
    public ConcurrentEventListener results() {
        return new AllureCucumber7Jvm(lifecycle);
    }

    /** Lands in the step or fixture that is current on this thread, because the adapter has not closed it yet. */
    @Override
    public void attach(String title, String html) {
        lifecycle.addAttachment(title, "text/html", ".html", html.getBytes(StandardCharsets.UTF_8));
    }
}

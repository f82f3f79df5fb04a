package dev.tapbench.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.reports.CanaryScan;
import dev.tapbench.reports.ResultRow;
import dev.tapbench.reports.StatusCounts;
import dev.tapbench.reports.Summary;
import dev.tapbench.reports.TinyRun;
import dev.tapbench.reports.glue.TinySteps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated report: complete, agreeing with Cucumber, without a secret, and opening from disk. */
class AllureReportTest {
    /** Where Allure puts what belongs to a page. */
    private static final String CONTENT = ".app__content";

    private static final String OVERVIEW = "test case";
    /** The pages, and what each shows only when its data have come. */
    private static final List<Map.Entry<String, String>> PAGES = List.of(
            Map.entry("behaviors", "Behaviors"),
            Map.entry("suites", "Suites"),
            Map.entry("categories", "Categories"),
            Map.entry("graph", "Retries trend"),
            Map.entry("timeline", "Selected"),
            Map.entry("packages", "Packages"));

    @TempDir
    static Path folder = Path.of(".");

    private static TinyRun tiny;
    private static StatusCounts counts;
    private static Path run;

    /** Unpacked by the build. */
    private static Path allure() {
        return Path.of(System.getProperty("tapbench.allure", "target/allure/allure-2.34.1"));
    }

    @BeforeAll
    static void generate() {
        tiny = TinyRun.into(folder.resolve("runs"), 2);
        run = tiny.writer.folder().path();
        counts = AllureReport.generate(allure(), tiny.allure.folder(), run);
    }

    @Test
    void countsAgreeWithCucumberAndTheRows() {
        Summary summary = tiny.writer.finish(Optional.of(counts));
        assertThat(summary.allure()).contains(new StatusCounts(4, 1, 5, 1));
    }

    @Test
    void bothFormsAreThereAndNothingIsLeftOver() throws IOException {
        assertThat(run.resolve("report.html")).isRegularFile();
        assertThat(run.resolve("report/index.html")).isRegularFile();
        assertThat(run.resolve("report/history/history.json")).isRegularFile();
        assertThat(run.resolve("report/data/behaviors.json")).content().contains("Evidence lands where it was caused");
        assertThat(run.resolve("report/data/packages.json")).isRegularFile();
        assertThat(run.resolve("report/widgets/categories.json"))
                .content()
                .contains("Bench: a device or the wire to it");
        try (var files = Files.list(run)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .doesNotContain("report-single", "report-folder.log", "report-single.log");
        }
    }

    @Test
    void eachScenarioIsFoundInTheSingleFile() throws IOException {
        Map<String, String> places = AllureReport.places(run);
        String report = Files.readString(run.resolve("report.html"));
        for (ResultRow row : tiny.writer.rows()) {
            assertThat(places).as(row.id()).containsKey(row.id());
            String page = places.getOrDefault(row.id(), "").replace("report.html#testresult/", "");
            assertThat(report).contains("data/test-cases/" + page + ".json");
        }
        assertThat(places.values()).doesNotHaveDuplicates();
    }

    @Test
    void noSecretIsInTheReport() throws IOException {
        CanaryScan scan = new CanaryScan(tiny.writer.masker().secrets());
        assertThat(scan.scan(run)).isEmpty();
        String html = Files.readString(run.resolve("report.html"));
        String hidden = java.util.Base64.getEncoder()
                .encodeToString(("leak " + TinySteps.KEY).getBytes(StandardCharsets.UTF_8));
        Path leaking = Files.createDirectories(folder.resolve("leaking"));
        Files.writeString(leaking.resolve("report.html"), html.replace("</body>", "<i>" + hidden + "</i></body>"));
        assertThat(scan.scan(leaking)).as("the scan would find one").hasSize(1);
    }

    @Test
    void aMissingCommandLineIsExplained() {
        assertThatThrownBy(() -> AllureReport.generate(folder.resolve("nowhere"), tiny.allure.folder(), run))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("--no-report");
    }

    private static Path chromium() {
        Optional<Path> program = Browser.program();
        if (program.isEmpty()) {
            String reason = "chromium is not on the PATH; Debian: apt-get install chromium";
            assertThat(Browser.required())
                    .as("chromium is required, but: %s", reason)
                    .isFalse();
            Assumptions.abort(reason);
        }
        return program.orElseThrow();
    }

    @Test
    void theSingleFileOpensFromDiskWithoutErrorOrRequest() throws Exception {
        Path profile = Files.createTempDirectory(folder, "chromium");
        try (Browser browser = Browser.start(chromium(), profile)) {
            browser.open(run.resolve("report.html").toUri());
            // Each page is waited for: Allure complains when one is left before its data came.
            browser.awaitText(CONTENT, OVERVIEW);
            for (Map.Entry<String, String> page : PAGES) {
                browser.follow(page.getKey());
                browser.awaitText(CONTENT, page.getValue());
            }
            browser.follow("behaviors");
            browser.awaitText(CONTENT, "load");
            assertThat(browser.requests()).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void theBrowserNoticesErrorsAndRequests() throws Exception {
        Path profile = Files.createTempDirectory(folder, "chromium");
        Path page = folder.resolve("bad.html");
        Files.writeString(
                page, "<body>bad<script>console.error('x')</script><img src='http://127.0.0.1:9/i.png'></body>");
        try (Browser browser = Browser.start(chromium(), profile)) {
            browser.open(page.toUri());
            browser.awaitText("bad");
            assertThat(browser.requests()).containsExactly("http://127.0.0.1:9/i.png");
            assertThat(browser.complaints()).isNotEmpty();
        }
    }
}

package dev.tapbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.ApduExchanged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first page of a run: it says what happened, leads to the evidence, and needs no script. */
class RunPageTest {
    @TempDir
    static Path runs = Path.of(".");

    private static Path folder = Path.of(".");
    private static String page = "";

    @BeforeAll
    static void run() throws IOException {
        TinyRun tiny = TinyRun.into(runs, 1);
        Summary summary = tiny.writer.finish(Optional.empty());
        folder = tiny.writer.folder().path();
        Files.writeString(folder.resolve("report.html"), "");
        Files.createDirectories(folder.resolve("report"));
        Files.writeString(folder.resolve("report").resolve("index.html"), "");
        tiny.writer.firstPage(summary, Map.of("TC-X-001", "report.html#testresult/abc"));
        page = Files.readString(folder.resolve("index.html"));
    }

    private static String section(String title) {
        int from = page.indexOf("<h2>" + title);
        return page.substring(from, page.indexOf("</section>", from));
    }

    @Test
    void theVerdictComesFirstAndFailuresBeforeWhatBroke() {
        assertThat(page).startsWith("<!doctype html>").contains("<p class=\"verdict\">failed</p>");
        assertThat(page.indexOf("<h2>Failed")).isPositive().isLessThan(page.indexOf("<h2>Broken"));
        assertThat(section("Failed"))
                .contains("TC-X-002", "the product misbehaves")
                .doesNotContain("TC-X-003");
        assertThat(section("Broken")).contains("TC-X-003").doesNotContain("TC-X-002");
    }

    @Test
    void itSaysWhatWasTestedOnWhatAndWhatWasNot() {
        assertThat(section("What was tested"))
                .contains("jcardsim:", "embedded:", "contactless", "development", "--seed 42", "2".repeat(64));
        assertThat(section("What was not tested"))
                .contains("TC-X-004", "Outside this run", "R-01", "tapbench qualify", "A real card");
    }

    @Test
    void theMatrixHasEachRequirementWithSourceAndGrade() {
        String matrix = section("Coverage");
        assertThat(matrix)
                .contains("id=\"L-08\"", "https://patents.google.com/patent/US9454865B2/en", "missing")
                .contains("id=\"R-01\"", "Memory &lt;holds&gt;.", "Nothing to refuse: a reason", "not in this run");
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> links = Pattern.compile("href=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(links).contains("report.html#testresult/abc", "trace/TC-X-001.ndjson", "summary.json");
        for (String link : links) {
            if (link.startsWith("#")) {
                assertThat(page).contains("id=\"" + link.substring(1) + "\"");
            } else if (!link.startsWith("https:")) {
                assertThat(folder.resolve(link.replaceFirst("#.*", ""))).exists();
            }
        }
    }

    @Test
    void itNeedsNoScriptAndNothingFromElsewhere() {
        assertThat(page).doesNotContain("<script", "javascript:", "src=", "@import", "url(");
        assertThat(Pattern.compile("<(table|ul|section|article|details|svg)\\b")
                        .matcher(page)
                        .results()
                        .count())
                .isEqualTo(Pattern.compile("</(table|ul|section|article|details|svg)>")
                        .matcher(page)
                        .results()
                        .count());
    }

    @Test
    void tapsAreAddedUpForEachActivationAtTheTerminal() {
        List<Tap> taps = Tap.of(List.of(
                apdu(1, "terminal", Medium.CONTACTLESS, 100),
                apdu(1, "terminal", Medium.CONTACTLESS, 150),
                apdu(1, "inspection", Medium.CONTACTLESS, 900),
                apdu(2, "terminal", Medium.CONTACTLESS, 501),
                apdu(1, "terminal contacts", Medium.CONTACT_T0, 900)));
        assertThat(taps).containsExactly(new Tap(1, 2, 250_000), new Tap(2, 1, 501_000));
        assertThat(TapTimeline.title(taps)).isEqualTo("2 taps: 250 ms, 501 ms");
        assertThat(taps).extracting(Tap::overLimit).containsExactly(false, true);
        assertThat(TapTimeline.svg(taps)).containsOnlyOnce("fill=\"#2a6fdb\"").contains("500 ms");
    }

    /** What a step shows is made of its rows, which are masked. */
    @Test
    void theTapsOfAStepAreThoseOfItsRows() {
        assertThat(Tap.among(List.of(
                        row("terminal", 1, 1_000L),
                        row("terminal", 1, 500L),
                        row("inspection", 1, 9_000L),
                        row("terminal", null, null))))
                .containsExactly(new Tap(1, 2, 1_500));
    }

    private static TraceRow row(String who, @Nullable Integer tap, @Nullable Long micros) {
        return new TraceRow(1, Instant.EPOCH, "apdu", "", who, "SELECT", tap, null, null, micros, null, null);
    }

    private static ApduExchanged apdu(int tap, String reader, Medium medium, long millis) {
        return new ApduExchanged(
                tap, reader, medium, "card", Bytes.hex("00A40400"), Bytes.hex("9000"), millis * 1_000_000);
    }
}

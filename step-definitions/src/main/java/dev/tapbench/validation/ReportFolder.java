package dev.tapbench.validation;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import dev.tapbench.risk.lives.HonestLives;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;

/** The files of a validation: page, printed page, tables, document, and text for a pull request. */
public final class ReportFolder {
    private static final String PAGE = "index.html";
    private static final String PRINTED = "report.pdf";
    private static final String DOCUMENT = "report.json";
    private static final String TEXT = "report.md";
    private static final String EXPOSURE = "exposure.csv";
    private static final String HONEST = "honest.csv";

    private final Path folder;

    public ReportFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes them all.
     *
     * @param version of Tapbench
     * @return the page
     */
    public Path write(Assessment assessment, String version) {
        String page = new ValidationPage(assessment, version).html();
        clear();
        try {
            Files.createDirectories(folder);
            Path index = Files.writeString(folder.resolve(PAGE), page);
            Files.writeString(
                    folder.resolve(DOCUMENT),
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(assessment.document()));
            Files.writeString(folder.resolve(TEXT), ValidationMarkdown.of(assessment));
            Files.writeString(folder.resolve(EXPOSURE), csv(exposure(assessment)));
            if (assessment.honest().isPresent()) {
                Files.writeString(
                        folder.resolve(HONEST), csv(honest(assessment.honest().get())));
            }
            pdf(page);
            return index;
        } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written to " + folder, e);
        }
    }

    /**
     * Takes away what was written about an earlier validation.
     *
     * @return the folder
     */
    public Path clear() {
        try {
            for (String file : List.of(PAGE, PRINTED, DOCUMENT, TEXT, EXPOSURE, HONEST)) {
                Files.deleteIfExists(folder.resolve(file));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("an earlier report cannot be removed from " + folder, e);
        }
    }

    private void pdf(String page) throws IOException {
        XRLog.setLoggingEnabled(false);
        try (OutputStream out = Files.newOutputStream(folder.resolve(PRINTED));
                BatikSVGDrawer drawer = new BatikSVGDrawer()) {
            new PdfRendererBuilder()
                    .withHtmlContent(page, folder.toUri().toString())
                    .useSVGDrawer(drawer)
                    .toStream(out)
                    .run();
        }
    }

    private static String csv(List<List<String>> rows) {
        return CsvMapper.shared().writeValueAsString(rows);
    }

    private static List<List<String>> exposure(Assessment assessment) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("shops", "thief", "amount", "scenario", "way"));
        ExposureWords.of(assessment.exposures())
                .forEach(line -> rows.add(List.of(
                        line.shops(),
                        line.thief(),
                        line.cell().amount(),
                        line.cell().witness().id(),
                        line.way())));
        return rows;
    }

    private static List<List<String>> honest(HonestLives lives) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "type",
                "lives",
                "paymentsMean",
                "promptsMean",
                "promptsP50",
                "promptsP90",
                "promptsP99",
                "fundsDeclinesMean",
                "fundsDeclinesP99",
                "otherDeclinesMean",
                "firstDeclineLives",
                "firstDeclinePaymentP50",
                "firstDeclineDayP50"));
        for (HonestLives.Row row : LivesRows.each(lives)) {
            rows.add(List.of(
                    row.type(),
                    Long.toString(row.cards()),
                    row.payments().mean().toPlainString(),
                    row.prompts().mean().toPlainString(),
                    Integer.toString(row.prompts().p50()),
                    Integer.toString(row.prompts().p90()),
                    Integer.toString(row.prompts().p99()),
                    row.fundsDeclines().mean().toPlainString(),
                    Integer.toString(row.fundsDeclines().p99()),
                    row.otherDeclines().mean().toPlainString(),
                    Long.toString(row.firstDecline().cards()),
                    Integer.toString(row.firstDecline().payment().p50()),
                    Integer.toString(row.firstDecline().day().p50())));
        }
        return rows;
    }
}

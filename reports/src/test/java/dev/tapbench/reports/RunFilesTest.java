package dev.tapbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What a run writes: each file by its schema, one verdict everywhere, and no secret. */
class RunFilesTest {
    @TempDir
    static Path runs = Path.of(".");

    private static TinyRun tiny;
    private static Summary summary;

    @BeforeAll
    static void run() {
        tiny = TinyRun.into(runs, 2);
        summary = tiny.writer.finish(Optional.empty());
        tiny.writer.firstPage(summary, Map.of());
    }

    private static String read(String file) throws IOException {
        return Files.readString(tiny.writer.folder().path().resolve(file));
    }

    private static List<String> problems(String schema, String json) throws IOException {
        Map<String, String> known = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of("schema"))) {
            for (Path file : files.toList()) {
                known.put("https://tapbench.dev/schema/" + file.getFileName(), Files.readString(file));
            }
        }
        Schema loaded = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, b -> b.schemas(known))
                .getSchema(SchemaLocation.of("https://tapbench.dev/schema/" + schema));
        List<String> problems = new ArrayList<>();
        loaded.validate(json, InputFormat.JSON).forEach(e -> problems.add(e.toString()));
        return problems;
    }

    @Test
    void theSummaryFollowsItsSchema() throws IOException {
        assertThat(problems("certify.json", read("summary.json"))).isEmpty();
        assertThat(problems("certify.json", read("summary.json").replace("\"failed\"", "\"lost\"")))
                .as("the schema is not empty")
                .isNotEmpty();
    }

    @Test
    void everyRowFollowsItsSchema() throws IOException {
        List<String> rows = read("results.ndjson").lines().toList();
        assertThat(rows).hasSize(11);
        for (String row : rows) {
            assertThat(problems("results-row.json", row)).as(row).isEmpty();
        }
        assertThat(problems("results-row.json", rows.get(0).replace("\"attempt\":1", "\"attempt\":0")))
                .isNotEmpty();
    }

    @Test
    void everyTraceRowFollowsItsSchema() throws IOException {
        int apdus = 0;
        try (Stream<Path> traces = Files.list(tiny.writer.folder().path().resolve("trace"))) {
            for (Path trace : traces.toList()) {
                for (String row : Files.readAllLines(trace)) {
                    assertThat(problems("trace-row.json", row)).as(row).isEmpty();
                    apdus += row.contains("\"type\":\"apdu\"") ? 1 : 0;
                }
            }
        }
        assertThat(apdus).isEqualTo(summary.apdus()).isPositive();
        String noDecoding =
                "{\"seq\":1,\"t\":\"2026-11-22T10:00:00Z\",\"type\":\"apdu\",\"step\":\"\",\"who\":\"r\",\"text\":\"t\"}";
        assertThat(problems("trace-row.json", noDecoding)).isNotEmpty();
    }

    @Test
    void everySchemaIsOne() throws IOException {
        try (Stream<Path> schemas = Files.list(Path.of("schema"))) {
            List<Path> all = schemas.toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(7);
            for (Path schema : all) {
                assertThat(problems(schema.getFileName().toString(), "[]"))
                        .as(schema.toString())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void theCountsAreTheScenarios() {
        assertThat(summary.scenarios()).isEqualTo(new Summary.Scenarios(11, 4, 1, 5, 1));
        assertThat(summary.verdict()).isEqualTo("failed");
        assertThat(summary.exitStatus()).isEqualTo(1);
        assertThat(summary.cucumber())
                .containsEntry("passed", 4)
                .containsEntry("skipped", 1)
                .containsEntry("undefined", 1)
                .containsEntry("failed", 5);
    }

    @Test
    void aRequirementThatWasClaimedAndNotShownIsAGate() {
        assertThat(summary.gates()).singleElement().asString().contains("L-08");
        assertThat(summary.requirements()).containsEntry("L-08", new Summary.RequirementCount(0, 0, 0, 0));
    }

    @Test
    void rowsSayWhereAndWhy() {
        ResultRow failed = row("TC-X-002");
        assertThat(failed.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(failed.phase()).contains("check");
        assertThat(failed.apdu()).contains(2);
        assertThat(failed.message()).contains("20.00 EUR").contains("70.00 EUR");
        assertThat(row("TC-X-003").phase()).contains("action");
        assertThat(row("TC-X-004").phase()).contains("precondition");
        assertThat(row("TC-X-007").phase()).contains("teardown");
        assertThat(row("TC-X-006.1").apdu()).isEmpty();
        assertThat(row("TC-X-009-12").verdict())
                .as("a row is called by its own number, not by its place")
                .isEqualTo(Verdict.PASSED);
        ResultRow unnamed = tiny.writer.rows().stream()
                .filter(r -> !r.id().startsWith("TC-"))
                .findFirst()
                .orElseThrow();
        assertThat(unnamed.cause()).contains(Cause.TEST);
        assertThat(unnamed.message()).contains("has no id");
    }

    private static ResultRow row(String id) {
        return tiny.writer.rows().stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void junitTellsFailuresFromErrors() throws Exception {
        Document junit = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(tiny.writer.folder().path().resolve("junit.xml").toFile());
        assertThat(junit.getDocumentElement().getAttribute("tests")).isEqualTo("11");
        assertThat(junit.getDocumentElement().getAttribute("failures")).isEqualTo("1");
        assertThat(junit.getDocumentElement().getAttribute("errors")).isEqualTo("5");
        assertThat(junit.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }

    @Test
    void noWrittenFileHoldsASecret() throws IOException {
        Path folder = tiny.writer.folder().path();
        assertThat(new CanaryScan(tiny.writer.masker().secrets()).scan(folder)).isEmpty();
        assertThat(read("trace/TC-X-008.ndjson")).contains("541333******4111").contains("********");
        assertThat(read("results.ndjson")).contains("541333******4111");
        assertThat(read("messages.ndjson")).contains("541333******4111");
    }

    @Test
    void countsThatDifferAreAnError() {
        StatusCounts wrong = new StatusCounts(11, 0, 0, 0);
        assertThatThrownBy(() -> tiny.writer.finish(Optional.of(wrong)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("differ");
        assertThat(tiny.writer.finish(Optional.of(new StatusCounts(4, 1, 5, 1))).allure())
                .isPresent();
    }
}

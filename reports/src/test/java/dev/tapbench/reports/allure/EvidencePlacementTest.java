package dev.tapbench.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.reports.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvidencePlacementTest {
    @TempDir
    static Path runs;

    private static final Map<String, List<JsonNode>> RESULTS = new HashMap<>();
    private static Path folder = Path.of(".");

    @BeforeAll
    static void run() throws IOException {
        folder = TinyRun.into(runs, 3).allure.folder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith("-result.json")).toList()) {
                JsonNode result = JsonMapper.shared().readTree(Files.readString(file));
                RESULTS.computeIfAbsent(tag(result), t -> new ArrayList<>()).add(result);
            }
        }
    }

    private static String tag(JsonNode result) {
        return labels(result, "tag").stream()
                .filter(t -> t.startsWith("TC-"))
                .findFirst()
                .orElse("none");
    }

    private static List<String> labels(JsonNode result, String name) {
        return StreamSupport.stream(result.path("labels").spliterator(), false)
                .filter(l -> l.path("name").asString("").equals(name))
                .map(l -> l.path("value").asString(""))
                .collect(Collectors.toList());
    }

    private static JsonNode one(String id) {
        assertThat(RESULTS).containsKey(id);
        return RESULTS.getOrDefault(id, List.of()).get(0);
    }

    private static JsonNode step(JsonNode result, int index) {
        return result.path("steps").path(index);
    }

    private static String evidence(JsonNode step) throws IOException {
        assertThat(step.path("attachments").size())
                .as("attachments of %s", step.path("name"))
                .isEqualTo(1);
        return Files.readString(
                folder.resolve(step.path("attachments").path(0).path("source").asString("")));
    }

    @Test
    void eachStepHoldsTheEvidenceThatItCaused() throws IOException {
        JsonNode result = one("TC-X-001");
        assertThat(evidence(step(result, 0)))
                .contains("tap 1")
                .doesNotContain("tap 2")
                .contains("SELECT");
        assertThat(evidence(step(result, 1)))
                .contains("tap 2")
                .contains("tap 3")
                .doesNotContain("tap 1:");
        assertThat(step(result, 2).path("attachments").size()).isZero();
        assertThat(result.path("attachments").size()).isZero();
        assertThat(step(result, 0).path("attachments").path(0).path("name").asString(""))
                .isEqualTo("1 APDU");
    }

    @Test
    void aFailedStepHoldsItsEvidenceToo() throws IOException {
        JsonNode result = one("TC-X-002");
        assertThat(evidence(step(result, 0))).contains("tap 1");
        assertThat(step(result, 1).path("status").asString("")).isEqualTo("failed");
    }

    @Test
    void everyScenarioHasAStatusOfOurs() {
        assertThat(one("TC-X-001").path("status").asString("")).isEqualTo("passed");
        assertThat(one("TC-X-002").path("status").asString("")).isEqualTo("failed");
        assertThat(labels(one("TC-X-002"), "cause")).containsExactly("product");
        assertThat(one("TC-X-003").path("status").asString("")).isEqualTo("broken");
        assertThat(labels(one("TC-X-003"), "cause")).containsExactly("bench");
        assertThat(one("TC-X-003").path("statusDetails").path("message").asString(""))
                .startsWith("bench: DeviceException: ");
        assertThat(one("TC-X-004").path("status").asString("")).isEqualTo("skipped");
        assertThat(one("TC-X-005").path("status").asString("")).isEqualTo("broken");
        assertThat(labels(one("TC-X-005"), "cause")).containsExactly("test");
        assertThat(step(one("TC-X-005"), 0).path("status").asString("")).isEqualTo("broken");
        assertThat(one("TC-X-007").path("status").asString("")).isEqualTo("broken");
        assertThat(one("TC-X-007").path("statusDetails").path("message").asString(""))
                .contains("@L-08 @shows");
        assertThat(labels(one("TC-X-007"), "verdict")).containsExactly("broken");
    }

    @Test
    void identityFollowsTheTagAndTheParametersOnly() {
        JsonNode first = one("TC-X-001");
        assertThat(first.path("fullName").asString("")).isEqualTo("TC-X-001");
        List<JsonNode> rows = RESULTS.getOrDefault("TC-X-006", List.of());
        assertThat(rows).hasSize(2);
        assertThat(rows.stream().map(r -> r.path("fullName").asString("")))
                .containsExactlyInAnyOrder("TC-X-006 [times=1]", "TC-X-006 [times=2]");
        assertThat(rows.stream().map(r -> r.path("historyId").asString("")).distinct())
                .hasSize(2);
        assertThat(rows.stream().map(r -> r.path("testCaseId").asString("")).distinct())
                .hasSize(1);
    }

    /** Its other words may change, and it keeps its history. */
    @Test
    void identityOfARowWithANumberIsThatNumber() {
        assertThat(one("TC-X-009").path("fullName").asString("")).isEqualTo("TC-X-009-12");
        assertThat(labels(one("TC-X-009"), "scenario")).containsExactly("TC-X-009-12");
    }

    @Test
    void chapterFeatureAndRuleAreTheTree() {
        JsonNode result = one("TC-X-001");
        assertThat(labels(result, "epic")).containsExactly("load");
        assertThat(labels(result, "feature")).containsExactly("Evidence lands where it was caused");
        assertThat(labels(result, "story")).containsExactly("a step shows what it caused");
        assertThat(labels(one("TC-X-005"), "story")).containsExactly("a step nobody wrote");
        assertThat(labels(one("TC-X-007"), "requirement")).containsExactly("L-08");
    }
}

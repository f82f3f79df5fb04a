package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CompareTest {
    @TempDir
    private Path folder;

    private ObjectNode printed(int status, String... runs) {
        return PrintedJson.of(folder, "compare", status, "compare", runs[0], runs[1], "--json");
    }

    /** One scenario the same, one with another answer, one that only one of the runs has. */
    @Test
    void sameOrNot() throws IOException {
        run("a", 7, "TC-X-001 passed 9000", "TC-X-002 passed 9000");
        run("b", 7, "TC-X-001 passed 9000", "TC-X-002 failed 6985", "TC-X-003 passed 9000");
        ObjectNode document = printed(ExitStatus.FAILED, "a", "b");
        assertThat(document.path("same").asBoolean()).isFalse();
        JsonNode scenarios = document.path("scenarios");
        assertThat(scenarios.findValuesAsString("id")).containsExactly("TC-X-001", "TC-X-002", "TC-X-003");
        assertThat(scenarios.get(0).has("firstDifference")).isFalse();
        assertThat(scenarios.get(1).path("firstDifference").path("a").asString())
                .isEqualTo("00B2010C00 -> 9000");
        assertThat(scenarios.get(1).path("firstDifference").path("b").asString())
                .isEqualTo("00B2010C00 -> 6985");
        assertThat(scenarios.get(2).path("verdicts").get(0).asString()).isEqualTo("missing");
        PrintedJson.isHeld("compare", "scenarios", document, Set.of());
        assertThat(printed(ExitStatus.PASSED, "a", "a").path("same").asBoolean())
                .isTrue();
        run("c", 8, "TC-X-001 passed 9000");
        Captured tapbench = new Captured().in(folder);
        assertThat(tapbench.run("compare", "a", "c")).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("[7, 8]").contains("--seed 7");
    }

    /** A run as far as it is compared; each scenario is its name, its verdict and what the card answered. */
    private void run(String name, long seed, String... scenarios) throws IOException {
        Path run = folder.resolve(name);
        Files.createDirectories(run.resolve("trace"));
        StringBuilder results = new StringBuilder();
        for (String scenario : scenarios) {
            String[] parts = scenario.split(" ", -1);
            results.append("""
                    {"id": "%s", "verdict": "%s", "seed": %d, "trace": "trace/%s.ndjson"}
                    """.formatted(parts[0], parts[1], seed, parts[0]));
            Files.writeString(run.resolve("trace").resolve(parts[0] + ".ndjson"), """
                    {"seq": 1, "type": "link-opened"}
                    {"seq": 2, "type": "apdu", "command": "00B2010C00", "response": "%s"}
                    """.formatted(parts[2]));
        }
        Files.writeString(run.resolve("results.ndjson"), results);
    }
}

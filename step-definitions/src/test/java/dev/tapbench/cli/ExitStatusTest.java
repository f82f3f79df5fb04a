package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How {@code certify} ends, on scenarios made for it: those of the home run by one path only, and not here. */
class ExitStatusTest {
    private static final String HOLDS = """
            Feature: a card

              @TC-X-001
              Scenario Outline: it holds what it was made with
                Given a prepaid card that holds 20.00 EUR
                Then the card holds <what>

                Examples:
                  | what |
            """;

    @TempDir
    private Path folder;

    private final Captured tapbench = new Captured();

    private String[] certify(String feature, String... more) throws IOException {
        Path features = Files.createDirectories(folder.resolve("features"));
        Files.writeString(features.resolve("card.feature"), feature);
        String[] common = {
            "certify",
            "--features",
            features.toString(),
            "--hsm",
            "embedded:",
            "--no-report",
            "--out",
            runs().toString()
        };
        String[] all = java.util.Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return all;
    }

    private Path runs() {
        return folder.resolve("runs");
    }

    private JsonNode summary() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(runs().resolve("latest/summary.json")));
    }

    @Test
    void passed() throws IOException {
        assertThat(tapbench.run(certify(HOLDS + "      | 20.00 EUR |\n"))).isEqualTo(ExitStatus.PASSED);
        assertThat(tapbench.out()).contains("it holds what it was made with").contains("passed: 1 scenarios, 1 passed");
    }

    @Test
    void failed() throws IOException {
        assertThat(tapbench.run(certify(HOLDS + "      | 30.00 EUR |\n"))).isEqualTo(ExitStatus.FAILED);
        assertThat(tapbench.out()).containsPattern("failed \\(product\\).*TC-X-001.*Then the card holds 30.00 EUR: ");
    }

    @Test
    void broken() throws IOException {
        assertThat(tapbench.run(certify(HOLDS + "      | much |\n"))).isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.out()).contains("broken (test)").contains("has no definition");
    }

    @Test
    void anEmptySelectionIsAGateWithItsSummary() throws IOException {
        assertThat(tapbench.run(certify(HOLDS + "      | 20.00 EUR |\n", "--tags", "@none", "--json")))
                .isEqualTo(ExitStatus.GATE);
        JsonNode summary = JsonMapper.shared().readTree(tapbench.out());
        assertThat(summary).isEqualTo(summary());
        assertThat(summary.path("schema").asString()).isEqualTo("tapbench.certify/1");
        assertThat(summary.path("gates").toString()).contains("nothing was selected");
    }

    @Test
    void jsonIsTheSummaryAndNothingElse() throws IOException {
        assertThat(tapbench.run(certify(HOLDS + "      | 20.00 EUR |\n", "--json", "--seed", "7")))
                .isEqualTo(ExitStatus.PASSED);
        assertThat(JsonMapper.shared().readTree(tapbench.out())).isEqualTo(summary());
        assertThat(summary().path("seed").asInt()).isEqualTo(7);
        assertThat(tapbench.err()).contains("passed: 1 scenarios");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anInterruptedRunIsValidAsFarAsItCame() throws Exception {
        List<String> arguments = List.of(certify(HOLDS + "      | 20.00 EUR |\n".repeat(2000)));
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtapbench.home=" + Path.of("..").toRealPath(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        Path printed = folder.resolve("printed");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            Path results = runs().resolve("latest/results.ndjson");
            while (process.isAlive() && (!Files.exists(results) || Files.size(results) == 0)) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            // SIGTERM; Process.destroy would close its streams as well.
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(printed)).isEqualTo(ExitStatus.INTERRUPTED);
            assertThat(summary().path("verdict").asString()).isEqualTo("interrupted");
            assertThat(summary().path("scenarios").path("passed").asInt()).isBetween(1, 1999);
            for (String row : Files.readAllLines(results)) {
                assertThat(JsonMapper.shared().readTree(row).path("verdict").asString())
                        .isEqualTo("passed");
            }
        } finally {
            process.destroyForcibly();
        }
    }
}

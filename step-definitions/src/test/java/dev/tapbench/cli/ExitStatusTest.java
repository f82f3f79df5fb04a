package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    /** All that it prints; its scenarios run one by one, so that with the second line of one the first is written down. */
    private static String read(Process process, CompletableFuture<Void> twoEnded) {
        StringBuilder all = new StringBuilder();
        int ended = 0;
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                all.append(line).append('\n');
                if (line.startsWith("passed  ") && ++ended == 2) {
                    twoEnded.complete(null);
                }
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anInterruptedRunIsValidAsFarAsItCame() throws Exception {
        List<String> arguments = List.of(certify(HOLDS + "      | 20.00 EUR |\n".repeat(2000), "--verbose"));
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtapbench.home=" + Path.of("..").toRealPath(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture<Void> twoEnded = new CompletableFuture<>();
        CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> read(process, twoEnded));
        try {
            CompletableFuture.anyOf(twoEnded, printed).get(60, TimeUnit.SECONDS);
            // SIGTERM; Process.destroy would close its streams as well.
            process.toHandle().destroy();
            String all = printed.get(30, TimeUnit.SECONDS);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(all).isEqualTo(ExitStatus.INTERRUPTED);
            Path results = runs().resolve("latest/results.ndjson");
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

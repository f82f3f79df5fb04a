package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run does with the answers of a person who brings no card: the process is one of its own, since one answer ends it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the process is started and ended as on Unix")
@Timeout(120)
class PersonAtTheBenchTest {
    private static final String FEATURE = """
            Feature: a phone

              @TC-X-001
              Scenario Outline: a phone pays
                Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner
                When the cardholder taps the phone to pay <amount>
                Then the terminal approves the payment

                Examples:
                  | amount    |
                  | 20.00 EUR |
                  | 30.00 EUR |
                  | 40.00 EUR |
            """;

    @TempDir
    private Path folder;

    private String cards = "cards: 'jcardsim:'";
    private final StringBuilder printed = new StringBuilder();
    private @Nullable Process process;

    @BeforeEach
    void feature() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("features")).resolve("phone.feature"), FEATURE);
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder certify(String person, String... properties) throws IOException {
        Path bench = Files.writeString(folder.resolve("bench.yaml"), """
                readers: {contactless: 'felt:ACS 00', wired: 'felt:wire', contact: 'felt:slot'}
                presenters: {contactless: '%s', contact: '%s'}
                %s
                """.formatted(person, person, cards));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtapbench.home=" + Path.of("..").toRealPath()));
        command.addAll(Arrays.asList(properties));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("certify", "--no-report", "--quiet", "--bench", bench.toString()));
        command.addAll(List.of("--features", folder.resolve("features").toString()));
        command.addAll(List.of("--out", folder.resolve("runs").toString()));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Types the next answer at each prompt, and nothing when there is none left; the status of the end. */
    private int run(String person, String... answers) throws Exception {
        Process started = certify(person).start();
        process = started;
        Iterator<String> left = Arrays.asList(answers).iterator();
        try (Writer keys = started.outputWriter();
                BufferedReader screen = started.inputReader()) {
            for (String line = screen.readLine(); line != null; line = screen.readLine()) {
                printed.append(line).append('\n');
                if (line.contains("Bring '") && left.hasNext()) {
                    keys.write(left.next() + "\n");
                    keys.flush();
                }
            }
        }
        return started.waitFor();
    }

    private JsonNode summary() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("runs/latest/summary.json")));
    }

    private List<String> results() throws IOException {
        return Files.readAllLines(folder.resolve("runs/latest/results.ndjson"));
    }

    @Test
    void oneSkipsAndOneEndsTheRunWhichIsValidAsFarAsItCame() throws Exception {
        assertThat(run("person:?input=piped&patience=90", "s the phone is being charged", "a"))
                .as(printed.toString())
                .isEqualTo(ExitStatus.INTERRUPTED);
        assertThat(summary().path("verdict").asString()).isEqualTo("interrupted");
        assertThat(results()).hasSize(1).first().asString().contains("the phone is being charged");
        assertThat(JsonMapper.shared()
                        .readTree(results().get(0))
                        .path("verdict")
                        .asString())
                .isEqualTo("skipped");
        assertThat(printed.toString())
                .contains("to reader 'ACS 00' (contactless) within 90 s", "the run was ended at the bench");
    }

    /** Before the scenario comes to it: a card is brought to be looked at and prepared. */
    @Test
    void aCardOfTheInventoryThatIsNotBroughtIsSkipped() throws Exception {
        cards = "inventory: cards.yaml";
        Files.writeString(folder.resolve("cards.yaml"), """
                testData: true
                cards:
                  - {card: CARD-1, profile: %s}
                """.formatted(
                        Path.of("../features/cards/prepaid.yaml").toRealPath()));
        Files.writeString(folder.resolve("features/phone.feature"), """
                Feature: a card

                  @TC-X-001
                  Scenario: a card pays
                    Given a prepaid card that holds 20.00 EUR
                    And the shop asks the issuer about every payment
                    When the cardholder taps the card to pay 7.00 EUR
                    Then the terminal approves the payment
                """);
        run("person:?input=piped&patience=90", "s it is lost", "s it is lost", "s it is lost");
        assertThat(results())
                .as(printed.toString())
                .singleElement()
                .asString()
                .contains("\"skipped\"", "skipped at the bench, it is lost");
        assertThat(summary().path("scenarios").path("skipped").asInt()).isOne();
    }

    @Test
    void nobodyThereIsBroken() throws Exception {
        assertThat(run("person:?input=piped&patience=1", "s", "s"))
                .as(printed.toString())
                .isEqualTo(ExitStatus.BROKEN);
        assertThat(results()).hasSize(3).last().asString().contains("broken", "bench", "have somebody at the bench");
        assertThat(printed.toString()).contains("broken (bench)");
    }

    /** Before any device is touched: there is no run. */
    @Test
    void withoutATerminalNothingBegins() throws Exception {
        Process started = certify("person:", "-Dtapbench.input=none").start();
        process = started;
        try (BufferedReader screen = started.inputReader()) {
            assertThat(screen.lines())
                    .singleElement()
                    .asString()
                    .contains("standard input is no terminal: start in one")
                    .contains("program:PATH");
        }
        assertThat(started.waitFor()).isEqualTo(ExitStatus.USAGE);
        assertThat(folder.resolve("runs")).doesNotExist();
    }
}

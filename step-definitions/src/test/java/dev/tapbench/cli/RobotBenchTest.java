package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.ShelfDriver;
import dev.tapbench.ports.card.ApduRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A laboratory's cards, which a robot brings to each reader when a scenario needs them there. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs at the bench are shell scripts")
class RobotBenchTest {
    private static final String FEATURE = """
            Feature: cards

              @TC-X-001 @T-01 @shows
              Scenario: a card pays
                Given a prepaid card that holds 20.00 EUR
                And the shop asks the issuer about every payment
                When the cardholder taps the card to pay 7.00 EUR
                Then the terminal approves the payment
                And the card holds 13.00 EUR
            """;

    @TempDir
    private Path folder;

    private final Captured tapbench = new Captured();

    @BeforeEach
    void bench() throws IOException {
        ShelfDriver.put("CARD-1", "prepaid.yaml");
        ShelfDriver.put("CARD-2", "prepaid.yaml");
        Files.writeString(Files.createDirectories(folder.resolve("features")).resolve("card.feature"), FEATURE);
        Files.writeString(folder.resolve("bench.yaml"), """
                readers: {contactless: 'tray:antenna', contact: 'tray:slot?medium=contact'}
                presenters: {contactless: 'program:./robot', contact: 'program:./robot'}
                inventory: cards.yaml
                """);
        String profile = Path.of("../features/cards/prepaid.yaml")
                .toAbsolutePath()
                .normalize()
                .toString();
        Files.writeString(folder.resolve("cards.yaml"), """
                testData: true
                cards:
                  - {card: CARD-1, profile: %s}
                  - {card: CARD-2, profile: %s}
                """.formatted(profile, profile));
    }

    private void robot(String... lines) throws IOException {
        Path robot = Files.writeString(
                folder.resolve("robot"), "#!/bin/sh\ncd '" + folder + "'\n" + String.join("\n", lines) + "\n");
        assertThat(robot.toFile().setExecutable(true)).isTrue();
    }

    private int certify(String... more) {
        return tapbench.in(folder)
                .run(Stream.concat(
                                Stream.of("certify", "--no-report", "--features", "features", "--bench", "bench.yaml"),
                                Stream.concat(Stream.of("--out", "runs"), Stream.of(more)))
                        .toArray(String[]::new));
    }

    @Test
    void eachCardIsBroughtToWhereItIsTapped() throws IOException {
        robot(
                "echo \"$*\" >>calls",
                "case $1 in present) [ ! -e \"$4\" ] && printf %s \"$2\" >\"$4\" ;; remove) rm \"$4\" ;; esac");
        assertThat(certify()).as(tapbench.out() + tapbench.err()).isEqualTo(ExitStatus.PASSED);
        List<String> calls = Files.readAllLines(folder.resolve("calls"));
        assertThat(calls).anyMatch(call -> call.matches("present CARD-\\d contactless antenna"));
        assertThat(calls).anyMatch(call -> call.matches("present CARD-\\d contact slot"));
        // Whatever was brought somewhere was taken from there before the next card came, and at the end.
        assertThat(calls.stream().filter(call -> call.startsWith("remove")).map(call -> call.substring(6)))
                .containsExactlyElementsOf(calls.stream()
                        .filter(call -> call.startsWith("present"))
                        .map(call -> call.substring(7))
                        .toList());
        assertThat(folder.resolve("antenna")).doesNotExist();
        assertThat(folder.resolve("slot")).doesNotExist();
    }

    /** What it was told to take away last is not the scenarios' fault, and nothing of theirs is lost. */
    @Test
    void aRobotThatFailsWhenAllIsOverLeavesTheRun() throws IOException {
        robot(
                "echo \"$*\" >>calls",
                "case $1 in present) printf %s \"$2\" >\"$4\" ;; remove) rm \"$4\" ;; esac",
                "last=$(cat last 2>/dev/null || echo 0)",
                "[ $(wc -l <calls) -ne $last ] || { echo 'no air' >&2; exit 5; }");
        assertThat(certify()).as(tapbench.out() + tapbench.err()).isEqualTo(ExitStatus.PASSED);
        Path calls = folder.resolve("calls");
        assertThat(Files.readAllLines(calls)).last().asString().startsWith("remove");
        Files.writeString(
                folder.resolve("last"), String.valueOf(Files.readAllLines(calls).size()));
        Files.delete(calls);
        bench();
        assertThat(certify("--record", "taps.ndjson"))
                .as(tapbench.out() + tapbench.err())
                .isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.out())
                .contains("broken: 1 scenarios, 1 passed, 0 failed, 0 broken, 0 skipped")
                .contains("broken (bench): the bench did not close: ", "ended with 5: expected 0; it says 'no air'");
        Path run = folder.resolve("runs/latest");
        assertThat(run.resolve("junit.xml")).exists();
        assertThat(run.resolve("index.html")).content().contains("the bench did not close");
        assertThat(run.resolve("summary.json")).content().contains("\"verdict\" : \"broken\"", "no air");
        // Written last, when the recorder is closed.
        assertThat(Files.readAllLines(folder.resolve("taps.ndjson")))
                .last()
                .asString()
                .startsWith(ApduRecord.DIGEST);
    }

    @Test
    void aRobotThatDropsACardIsBroken() throws IOException {
        robot("echo 'the gripper is empty' >&2", "exit 4");
        assertThat(certify()).isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.out() + tapbench.err())
                .contains("broken (bench)", "ended with 4: expected 0; it says 'the gripper is empty'");
    }
}

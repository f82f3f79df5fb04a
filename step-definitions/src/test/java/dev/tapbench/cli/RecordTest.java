package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was recorded runs again without its cards, and nothing else does. */
class RecordTest {
    @TempDir
    private Path folder;

    private Captured tapbench = new Captured();

    private int run(String... more) {
        tapbench = new Captured().in(folder);
        return tapbench.run(Stream.concat(
                        Stream.of("certify", "--features", "features", "--no-report", "--quiet", "--hsm", "embedded:"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @BeforeEach
    void record() throws IOException {
        write("20.00 EUR");
        assertThat(run("--seed", "7", "--record", "r.apdu")).as(tapbench.err()).isZero();
    }

    private void write(String payment) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("features")).resolve("card.feature"), """
                Feature: a card

                  @TC-X-001 @R-05 @shows
                  Scenario: a phone pays
                    Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner
                    When the cardholder taps the phone to pay %s
                    Then the terminal approves the payment
                """.formatted(payment));
    }

    @Test
    void itRunsAgainWithItsSeedAndOnlyItsOwnerReadsIt() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("r.apdu"))))
                .isEqualTo("rw-------");
        assertThat(run("--reader", "replay:r.apdu")).as(tapbench.err()).isZero();
        assertThat(tapbench.out()).contains("seed 7");
        assertThat(run("--seed", "8", "--reader", "replay:" + folder.resolve("r.apdu")))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(run("--record", "r.apdu")).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("is there already");
    }

    /** The story has changed, so the card is told something else: the record says nothing about that. */
    @Test
    void anotherCommandIsBrokenAndBothAreNamed() throws IOException {
        write("30.00 EUR");
        assertThat(run("--reader", "replay:" + folder.resolve("r.apdu"))).isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.out() + tapbench.err())
                .contains("recorded is GENERATE AC", "and GENERATE AC", "they part at byte", "record it again");
    }

    @Test
    void aChangedRecordIsBroken() throws IOException {
        Path record = folder.resolve("r.apdu");
        List<String> lines = Files.readAllLines(record);
        Files.write(
                record,
                lines.stream()
                        .map(line -> line.equals("< 9000") ? "< 6A82" : line)
                        .toList());
        assertThat(run("--reader", "replay:" + record)).isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.err()).contains("was changed since it was recorded");
    }
}

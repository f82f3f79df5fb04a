package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.profiles.CardProfileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is keyed in at the PIN pad comes from whom the bench file names, and is written nowhere. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs at the bench are shell scripts")
class PinEntryTest {
    private static final String RIGHT = CardProfileFile.read(Path.of("../features/cards/prepaid.yaml"))
            .pin()
            .reference()
            .digits();
    /** Long enough not to be found anywhere by chance. */
    private static final String WRONG = "739154820617";

    private static final String FEATURE = """
            Feature: a PIN

              @TC-X-001
              Scenario: the PIN for a load
                Given a prepaid card that holds 20.00 EUR
                And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
                When the cardholder enters the PIN and taps
                Then the card holds 70.00 EUR

              @TC-X-002
              Scenario: a wrong PIN for a load
                Given a prepaid card that holds 20.00 EUR
                And the issuer has approved a load of 50.00 EUR and the card has accepted the issuer
                When the cardholder enters a wrong PIN and taps
                Then the terminal says that the PIN was wrong, with one try less

              @TC-X-003
              Scenario: a wrong PIN for a purchase
                Given a prepaid card that holds 20.00 EUR
                When the cardholder puts the card in to pay 5.00 EUR and enters a wrong PIN
                Then the terminal says that the PIN was wrong, with one try less
            """;

    @TempDir
    private Path folder;

    private final Captured tapbench = new Captured();

    /** With a program that knows these as the right and the wrong PIN. */
    private int certify(String right, String wrong, String only) throws IOException {
        Path program = Files.writeString(folder.resolve("pins"), """
                #!/bin/sh
                echo "$@" >>'%s'
                case $3 in right) echo '%s' ;; wrong) echo '%s' ;; esac
                """.formatted(folder.resolve("calls"), right, wrong));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path features = Files.createDirectories(folder.resolve("features"));
        Files.writeString(features.resolve("pin.feature"), FEATURE);
        Path bench = Files.writeString(folder.resolve("bench.yaml"), """
                readers: {contactless: 'jcardsim:', contact: 'jcardsim:?medium=contact'}
                pinEntry: 'program:./pins'
                """);
        return tapbench.run(
                "certify",
                "--no-report",
                "--features",
                features.toString(),
                "--bench",
                bench.toString(),
                "--only",
                only,
                "--out",
                folder.resolve("runs").toString());
    }

    @Test
    void whatIsKeyedInIsTheProgramsAndIsWrittenNowhere() throws IOException {
        assertThat(certify(RIGHT, WRONG, "TC-X-001,TC-X-002,TC-X-003"))
                .as(tapbench.out() + tapbench.err())
                .isEqualTo(ExitStatus.PASSED);
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .containsExactly("pin TC-X-001/card-1 right", "pin TC-X-002/card-1 wrong", "pin TC-X-003/card-1 wrong");
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(WRONG));
        }
        assertThat(tapbench.out() + tapbench.err()).doesNotContain(WRONG);
    }

    /** The bench does not fall back on the PIN that it knows, and a slip of whoever keys it in is not the card's. */
    @Test
    void anotherPinThanTheCardsIsBroken() throws IOException {
        assertThat(certify(WRONG, WRONG, "TC-X-001")).isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.out())
                .contains("broken (bench)", "what was keyed in as the right PIN of 'TC-X-001/card-1' is another one")
                .doesNotContain(WRONG);
    }

    @Test
    void aWrongPinThatIsTheRightOneIsBrokenBeforeTheCardHasIt() throws IOException {
        assertThat(certify(RIGHT, RIGHT, "TC-X-003")).isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.out())
                .contains("broken (bench)", "what was keyed in as a wrong PIN of 'TC-X-003/card-1' is the right one");
        assertThat(folder.resolve("runs/latest/results.ndjson")).content().doesNotContain("VERIFY");
    }

    @Test
    void whatIsNoPinIsBrokenAndNotTold() throws IOException {
        assertThat(certify("hunter2", WRONG, "TC-X-001")).isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.out() + tapbench.err())
                .contains("what was keyed in for 'TC-X-001/card-1' is no PIN")
                .doesNotContain("hunter2");
        assertThat(certify("", WRONG, "TC-X-001")).isEqualTo(ExitStatus.BROKEN);
    }
}

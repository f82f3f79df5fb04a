package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.Drivers;
import dev.tapbench.ports.Target;
import dev.tapbench.profiles.BenchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Benches with hardware: what is wrong with one is told before anything is opened. */
class BenchFilesTest {
    @TempDir
    private Path folder;

    private final Captured tapbench = new Captured();

    private int certify(String bench, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("bench.yaml"), bench);
        return tapbench.run(Stream.concat(
                        Stream.of("certify", "--no-report", "--hsm", "embedded:", "--bench", file.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "pcsc-vpcd", "person", "robot"})
    void eachOfTheHomeReadsAndHasItsDrivers(String name) {
        BenchFile bench = BenchFile.read(Path.of("../features/benches/" + name + ".yaml"));
        assertThat(Drivers.find().located(bench).presenters().keySet())
                .isEqualTo(bench.presenters().keySet());
        assertThat(bench.cards().isPresent()).isEqualTo(name.equals("pcsc-vpcd"));
        assertThat(bench.pinEntry().isPresent())
                .isEqualTo(bench.presenters().values().stream()
                        .anyMatch(target -> !target.scheme().equals("vpcd")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "presenters: {contactless: 'vpcd:35963'} | key 'cards' is missing: expected what makes the cards that 'vpcd:35963'",
                "presenters: {contactless: 'vpcd:0'} | 'vpcd:0' names no port",
                "presenters: {contactless: 'genie:'} | no presenter driver opens 'genie:': there are [person:, program:, vpcd:]",
                "presenters: {contactless: 'program:./robot'} | names no program: expected a file that this user may execute",
                "pinEntry: 'vpcd:35963' | no PIN entry driver opens 'vpcd:35963': there are [person:, program:]",
                "cards: 'jcardsim:?medium=air' | unknown medium 'air'"
            })
    void aHandThatIsNotThereIsUsage(String key, String message) throws IOException {
        assertThat(certify("readers: {contactless: 'felt:x'}\n" + key)).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains(message);
    }

    @Test
    void aPresenterWithoutAReaderThatFeelsCardsIsUsage() throws IOException {
        assertThat(certify("readers: {contactless: 'felt:x'}\npresenters: {contact: 'program:true'}"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("key 'presenters.contact'", "expected a contact reader under 'readers'");
        for (String simulator : new String[] {"jcardsim:", "shelf:"}) {
            assertThat(certify(
                            "readers: {contactless: '" + simulator + "'}\npresenters: {contactless: 'program:true'}"))
                    .as(simulator)
                    .isEqualTo(ExitStatus.USAGE);
            assertThat(tapbench.err()).contains("the reader '" + simulator + "' does not feel cards");
        }
    }

    /** A list needs nobody's hand. */
    @Test
    void scenariosAreListedWhereTheRobotIsNot() throws IOException {
        String bench = "readers: {contactless: 'felt:x'}\npresenters: {contactless: 'program:./robot'}\n"
                + "pinEntry: 'program:./robot'";
        assertThat(certify(bench, "--list", "--only", "TC-L-001"))
                .as(tapbench.err())
                .isEqualTo(ExitStatus.PASSED);
        assertThat(certify(bench, "--only", "TC-L-001")).isEqualTo(ExitStatus.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"presenters: {contactless: 'person:?input=piped'}", "pinEntry: 'program:true'"})
    void aHandDoesOneThingAtATime(String key) throws IOException {
        assertThat(certify("readers: {contactless: 'felt:x'}\n" + key, "--threads", "2"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("they take one card at a time, leave out --threads");
    }

    /** A path in a bench file goes with the file, wherever the command is started. */
    @Test
    void aProgramIsSeenFromTheFolderOfTheBenchFile() throws IOException {
        Path robot = Files.writeString(folder.resolve("robot"), "#!/bin/sh\n");
        assertThat(robot.toFile().setExecutable(true)).isTrue();
        String bench = "readers: {contactless: 'felt:x'}\npresenters: {contactless: 'program:./robot'}";
        Path file = Files.writeString(folder.resolve("bench.yaml"), bench);
        Drivers drivers = Drivers.find();
        assertThat(drivers.located(BenchFile.read(file)).presenters())
                .containsEntry("contactless", Target.parse("program:" + robot));
        drivers.check(drivers.located(BenchFile.read(file)));
    }

    @Test
    void cardsThatAreMadeCarryAFaultWhoeverBringsThem() throws IOException {
        String bench = "readers: {contactless: 'felt:x'}\npresenters: {contactless: 'vpcd:35963'}\n";
        assertThat(certify(bench + "cards: 'jcardsim:'", "--fault", "F-001", "--list", "--only", "TC-L-001"))
                .as(tapbench.err())
                .isEqualTo(ExitStatus.PASSED);
        assertThat(certify(bench + "cards: 'jcardsim:?fault=F-01'", "--list")).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("did you mean 'F-001'?");
    }

    @Test
    void cardsThatAreThereCarryNone() throws IOException {
        for (String fault : new String[] {"--fault", "--reader"}) {
            String value = fault.equals("--fault") ? "F-001" : "felt:x?fault=F-001";
            assertThat(certify("readers: {contactless: 'felt:x'}", fault, value))
                    .isEqualTo(ExitStatus.USAGE);
        }
        assertThat(tapbench.err())
                .contains("'felt:x' cannot carry a fault: only simulated cards can, on jcardsim:")
                .contains("'felt:x?fault=F-001' cannot carry a fault");
    }

    /** What makes the cards need not be what reads them. */
    @Test
    void aFaultOfTheCardsIsInTheCards() throws IOException {
        String bench = """
                readers: {contactless: 'jcardsim:', contact: 'jcardsim:?medium=contact', wired: 'jcardsim:?medium=wired'}
                cards: 'jcardsim:?fault=F-001'
                """;
        assertThat(certify(bench, "--tags", "@L-08 and @refuses", "--out", folder.toString()))
                .isEqualTo(ExitStatus.FAILED);
        assertThat(Files.readString(folder.resolve("latest/summary.json"))).contains("F-001");
    }
}

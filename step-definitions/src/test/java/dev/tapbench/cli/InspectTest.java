package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inspect} as people call it: what it prints, announces and writes, and how it ends. */
class InspectTest {
    private static final Path CARDS =
            Path.of("../features/cards").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Captured inspect(int status, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "inspect";
        arguments[1] = "--hsm";
        arguments[2] = "embedded:";
        System.arraycopy(more, 0, arguments, 3, more.length);
        Captured tapbench = new Captured().in(folder);
        assertThat(tapbench.run(arguments)).as(tapbench.err()).isEqualTo(status);
        return tapbench;
    }

    /** A card like the prepaid one, but for some lines of its profile. */
    private String profile(String lines) throws IOException {
        return Files.writeString(
                        folder.resolve("card.yaml"), "extends: " + CARDS.resolve("prepaid.yaml") + "\n" + lines)
                .toString();
    }

    @Test
    void ourCardHasNoFindingAndEachCounterThatMovesIsAnnounced() {
        Captured tapbench = inspect(ExitStatus.PASSED);
        assertThat(tapbench.out()).startsWith("no finding\n").contains("rules run", "page: ");
        assertThat(tapbench.err().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("GET PROCESSING OPTIONS to F0544150011010 through jcardsim:"));
        assertThat(inspect(ExitStatus.PASSED, "--generate-ac").err().lines()).hasSize(4);
        assertThat(inspect(ExitStatus.PASSED, "--quiet").err()).isEmpty();
    }

    /** A reader that is named is the only one, unless another is named, or both are of one driver. */
    @Test
    void theWaysToTheCardAreThoseThatWereAskedFor() {
        assertThat(ways("--reader", "jcardsim:?medium=contact")).containsExactly("contact-t0");
        assertThat(ways("--contact-reader", "jcardsim:?medium=contact-t1"))
                .containsExactly("contactless", "contact-t1");
        assertThat(ways("--profile", CARDS.resolve("fob.yaml").toString())).containsExactly("contactless");
        assertThat(ways("--profile", CARDS.resolve("phone.yaml").toString())).containsExactly("contactless");
    }

    private List<String> ways(String... arguments) {
        return inspect(ExitStatus.PASSED, arguments)
                .out()
                .lines()
                .filter(line -> line.matches("[a-z0-9-]+ F[0-9A-F]+ 9000"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    @Test
    void anErrorIsExitStatusOneAndComesFirst() throws IOException {
        String file = profile("application: {aid: B0544150011010}\n");
        Captured tapbench = inspect(ExitStatus.FAILED, "--profile", file);
        assertThat(tapbench.out().lines().skip(1).findFirst().orElse("")).startsWith("IN-011  error");
        assertThat(folder.resolve("reports/inspect/card/index.html")).content().contains("IN-011");
    }

    @Test
    void narrowTerminalsGetNarrowLines() throws IOException {
        String file = profile("application: {aid: B0544150011010}\n");
        Captured tapbench = new Captured().in(folder).columns(60);
        assertThat(tapbench.run("inspect", "--hsm", "embedded:", "--profile", file, "--verbose", "--out", "o"))
                .isEqualTo(ExitStatus.FAILED);
        assertThat(tapbench.out().lines().filter(line -> !line.startsWith("page: ")))
                .allMatch(line -> line.length() <= 60, "60 columns");
    }

    @Test
    void aWarningIsNoFailure() {
        Captured tapbench = inspect(ExitStatus.PASSED, "--reader", "jcardsim:?fault=F-089");
        assertThat(tapbench.out()).contains("IN-021", "warning", "6A82");
    }

    @Test
    void numbersOfTheCardAreMaskedEverywhere() throws IOException {
        Captured tapbench = inspect(ExitStatus.PASSED, "--verbose", "--json", "--out", "o");
        String number = "9999026344372429";
        for (String text : new String[] {
            tapbench.out(),
            inspect(ExitStatus.PASSED, "--verbose", "--out", "o").out(),
            Files.readString(folder.resolve("o/index.html")),
            Files.readString(folder.resolve("o/report.json"))
        }) {
            assertThat(text).contains("999902******2429").doesNotContain(number, number + "D", "0620150");
        }
    }

    @Test
    void wrongUsageTouchesNoDevice() throws IOException {
        assertThat(inspect(ExitStatus.USAGE, "--reader", "nothing:").err())
                .contains("no reader driver opens 'nothing:'");
        assertThat(inspect(ExitStatus.USAGE, "--reader", "jcardsim:?fault=F-999")
                        .err())
                .contains("F-999");
        assertThat(inspect(ExitStatus.USAGE, "--profile", "nowhere.yaml").err()).contains("nowhere.yaml");
        assertThat(inspect(ExitStatus.USAGE, "--profile", profile("aplication: {}\n"))
                        .err())
                .contains("aplication");
        assertThat(Files.exists(folder.resolve("reports"))).isFalse();
    }

    /** Its AIP is not the one that its issuer chose, so it proves nothing at the end of its personalization. */
    @Test
    void aCardOfOursThatCannotBeIssuedHasFailed() throws IOException {
        Path clone = Path.of("..").toAbsolutePath().normalize();
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("features"));
        for (String part : List.of("features/cards", "features/risk", "features/benches", "simulators", "pom.xml")) {
            Files.createSymbolicLink(home.resolve(part), clone.resolve(part));
        }
        Files.createSymbolicLink(
                home.resolve("features/faults"),
                clone.resolve("step-definitions/src/test/resources/inspection/faults"));
        Captured tapbench = new Captured(home).in(folder);
        assertThat(tapbench.run("inspect", "--hsm", "embedded:", "--reader", "jcardsim:?fault=F-908"))
                .as(tapbench.err())
                .isEqualTo(ExitStatus.FAILED);
        assertThat(tapbench.err()).contains("there is nothing to inspect").doesNotContain("a defect of Tapbench");
    }

    /** It is told as what lies there, its folder is named after the time, and its certificates stay closed. */
    @Test
    void aCardThatIsNotOursIsWhateverLiesOnTheReader() throws IOException {
        Captured tapbench = new Captured().in(folder);
        assertThat(tapbench.run("inspect", "--reader", "foreign:")).isEqualTo(ExitStatus.FAILED);
        assertThat(tapbench.out()).contains("card on answering", "contact-t1 A0000000041010 9000", "IN-057");
        assertThat(tapbench.err().lines()).hasSize(1);
        try (Stream<Path> folders = Files.list(folder.resolve("reports/inspect"))) {
            assertThat(folders)
                    .singleElement()
                    .satisfies(
                            place -> assertThat(place.getFileName().toString()).matches("[0-9]{8}-[0-9]{6}"));
        }
    }

    @Test
    void aCardThatIsTakenAwayIsBrokenAndNoFinding() {
        Captured tapbench = new Captured().in(folder);
        assertThat(tapbench.run("inspect", "--reader", "foreign:?gone", "--json"))
                .isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.out()).isEmpty();
        assertThat(tapbench.err().lines().reduce((a, b) -> b))
                .contains("tapbench: the card has left the reader: put it back and inspect it again");
        assertThat(folder.resolve("reports")).doesNotExist();
    }

    @Test
    void aDeviceThatIsNotThereIsBroken() {
        Captured tapbench = new Captured().in(folder);
        assertThat(tapbench.run("inspect", "--hsm", "pkcs11:/nowhere/library.so"))
                .isEqualTo(ExitStatus.BROKEN);
        assertThat(tapbench.err().lines()).hasSize(1);
        assertThat(tapbench.err()).contains("/nowhere/library.so");
        assertThat(tapbench.out()).isEmpty();
    }
}

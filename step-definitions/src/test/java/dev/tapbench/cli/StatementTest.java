package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A card that need not be ours: its statement says which scenarios apply, and is held against it. */
class StatementTest {
    private static final Path STATEMENTS =
            Path.of("../features/statements").toAbsolutePath().normalize();
    private static final Path SHIPPED = STATEMENTS.resolve("unknown-keys.yaml");

    @TempDir
    private Path folder;

    private Captured tapbench = new Captured();

    private int run(String... arguments) {
        tapbench = new Captured().in(folder);
        return tapbench.run(arguments);
    }

    private int certify(Path statement, String... more) {
        return run(Stream.concat(
                        Stream.of(
                                "certify",
                                "--no-report",
                                "--quiet",
                                "--hsm",
                                "embedded:",
                                "--statement",
                                statement.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** The shipped statement of a card without keys, with other lines. */
    private Path statement(String... lines) throws IOException {
        String text = Files.readString(SHIPPED);
        for (String line : lines) {
            String key = line.substring(0, line.indexOf(':') + 1);
            text = text.replaceAll("(?m)^( *(?:- )?)" + key + ".*$", "$1" + line);
        }
        return Files.writeString(folder.resolve("acme.yaml"), text);
    }

    private List<JsonNode> rows() throws IOException {
        return Files.readAllLines(folder.resolve("reports/runs/latest/results.ndjson")).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    @Test
    void whatNeedsNoKeysPassesAndTheRestIsSkippedWithTheAnswer() throws IOException {
        assertThat(certify(SHIPPED)).as(tapbench.out() + tapbench.err()).isZero();
        List<JsonNode> rows = rows();
        assertThat(rows.stream().filter(row -> row.path("verdict").asString().equals("passed")))
                .hasSizeGreaterThan(15)
                .allSatisfy(
                        row -> assertThat(row.path("requirements").toString()).isEqualTo("[\"C-05\"]"));
        List<JsonNode> others = rows.stream()
                .filter(row -> !row.path("verdict").asString().equals("passed"))
                .toList();
        assertThat(others).hasSizeGreaterThan(300).allSatisfy(row -> {
            assertThat(row.path("verdict").asString()).isEqualTo("skipped");
            assertThat(row.path("message").asString())
                    .matches("the statement of ACME prepaid says '[^']+' \\(unknown-keys.yaml, line [0-9]+\\), and this"
                            + " scenario needs .+");
        });
        assertThat(others)
                .filteredOn(row -> row.path("id").asString().equals("TC-L-017"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("message").asString()).contains("'load: none'"));
        JsonNode summary =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("reports/runs/latest/summary.json")));
        assertThat(summary.path("bench").path("targets").path("statement").asString())
                .isEqualTo(SHIPPED.toString());
        assertThat(summary.path("digests").path("statement").asString()).hasSize(64);
        assertThat(summary.path("scenarios").path("skipped").asInt()).isEqualTo(others.size());
    }

    @Test
    void whichCardItIsIsSaidOnce() {
        String profile =
                Path.of("../features/cards/prepaid.yaml").toAbsolutePath().toString();
        assertThat(run("inspect", "--statement", SHIPPED.toString(), "--profile", profile))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("--profile and --statement both say which card it is");
    }

    @Test
    void eachContradictionIsALineThatBeginsAlike() throws IOException {
        assertThat(certify(statement("pin: none", "load: three taps"))).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err().lines())
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line).startsWith("tapbench: " + folder.resolve("acme.yaml") + ":"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "label: ANOTHER CARD                 | IN-343 | label as the statement says",
                "transactionLog: yes                 | IN-348 | it is not there, the statement says yes",
                "pin: [online, enciphered offline]   | IN-346 | the statement says online, enciphered offline",
                "offlineDataAuthentication: DDA      | IN-345 | CDA, the statement says DDA",
                "aid: F0544150011011                 | IN-341 | no F0544150011011",
            })
    void aStatementThatIsFalseFails(String line, String rule, String found) throws IOException {
        assertThat(certify(statement(line), "--only", "TC-C-084")).isEqualTo(ExitStatus.FAILED);
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.path("message").asString()).contains(rule, found));
    }

    /** On a reader that makes no cards: what lies there is read, and nothing of it is known but its statement. */
    @Test
    void aCardThatLiesOnAReaderIsReadWithoutItsKeys() throws IOException {
        assertThat(certify(SHIPPED, "--tags", "@C-05", "--reader", "placed:"))
                .as(tapbench.out() + tapbench.err())
                .isZero();
        assertThat(rows())
                .filteredOn(row -> row.path("verdict").asString().equals("passed"))
                .extracting(row -> row.path("id").asString())
                .contains("TC-C-080-01", "TC-C-081", "TC-C-082-07", "TC-C-084")
                .doesNotContain("TC-C-085");
        assertThat(certify(statement("label: ANOTHER CARD"), "--tags", "@C-05", "--reader", "placed:"))
                .isEqualTo(ExitStatus.FAILED);
        assertThat(rows())
                .filteredOn(row -> row.path("verdict").asString().equals("failed"))
                .extracting(row -> row.path("id").asString())
                .containsExactly("TC-C-084");
    }

    /** The contacts of the usual bench are simulated, and a card of hardware is not in them: that is neither its fault nor a break. */
    @Test
    void contactsThatTheCardCannotReachAreSkippedWithTheRemedy() throws IOException {
        Path both = statement("interfaces: [contactless, contact]");
        assertThat(certify(both, "--only", "TC-C-084,TC-C-085", "--reader", "placed:"))
                .as(tapbench.out() + tapbench.err())
                .isZero();
        assertThat(rows())
                .filteredOn(row -> row.path("id").asString().equals("TC-C-085"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("message").asString())
                        .startsWith("the bench's reader with contacts is a simulated one")
                        .endsWith("name a real one under 'readers: contact:' of the bench file"));
    }

    @Test
    void theOwnStatementOfAnotherProductIsNotInvented() throws IOException {
        assertThat(run(
                        "certify",
                        "--no-report",
                        "--quiet",
                        "--hsm",
                        "embedded:",
                        "--only",
                        "TC-C-081,TC-C-084",
                        "--profile",
                        STATEMENTS.resolveSibling("cards/fob.yaml").toString()))
                .as(tapbench.err())
                .isZero();
        assertThat(rows())
                .anySatisfy(row -> assertThat(row.path("message").asString())
                        .isEqualTo("there is no statement of this run's card: name one with --statement FILE"));
    }

    @Test
    void aListHasWhatAppliesAndTheReasonsOfTheRest() {
        assertThat(run("certify", "--list", "--statement", SHIPPED.toString(), "--json"))
                .isZero();
        assertThat(JsonMapper.shared()
                        .readTree(tapbench.out())
                        .path("scenarios")
                        .findValuesAsString("id"))
                .contains("TC-C-081", "TC-C-084")
                .doesNotContain("TC-L-017");
        assertThat(tapbench.err()).contains("since the statement of ACME prepaid says 'load: none'");
        assertThat(run("certify", "--list", "--statement", SHIPPED.toString(), "--only", "TC-L-017"))
                .isEqualTo(ExitStatus.GATE);
        assertThat(tapbench.err()).contains("no scenario fits the card of the statement");
    }

    /** Where keys are known, what needs them applies, on cards of that product. */
    @Test
    void withKeysALoadApplies() throws IOException {
        assertThat(certify(STATEMENTS.resolve("prepaid.yaml"), "--only", "TC-L-017,TC-L-022,TC-C-085"))
                .as(tapbench.out() + tapbench.err())
                .isZero();
        assertThat(rows())
                .extracting(row ->
                        row.path("id").asString() + " " + row.path("verdict").asString())
                .containsExactlyInAnyOrder(
                        "TC-L-017 passed",
                        "TC-L-022-01 passed",
                        "TC-L-022-02 skipped",
                        "TC-L-022-03 skipped",
                        "TC-C-085 passed");
    }

    @Test
    void contradictionsAreAllToldBeforeAnyDeviceIsTouched() throws IOException {
        assertThat(certify(statement("load: three taps"), "--reader", "pcsc:no such reader"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err().lines()).anySatisfy(line -> assertThat(line).contains("acme.yaml:", "(ST-17)"));
        assertThat(certify(folder.resolve("nowhere.yaml"))).isEqualTo(ExitStatus.USAGE);
        assertThat(certify(
                        SHIPPED,
                        "--profile",
                        STATEMENTS.resolveSibling("cards/fob.yaml").toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("leave out --profile");
        assertThat(folder.resolve("reports")).doesNotExist();
    }

    @Test
    void aNeedThatIsNoneIsToldWithItsPlace() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("features")).resolve("a.feature"), """
                Feature: a

                  @TC-X-001 @needs-lod
                  Scenario: b
                    Given a payment card
                """);
        assertThat(run("certify", "--features", "features")).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err().lines())
                .singleElement()
                .asString()
                .contains("a.feature:4: the tag @needs-lod is no need")
                .endsWith("did you mean '@needs-load'?");
    }

    @Test
    void anInspectionComparesWithTheStatement() throws IOException {
        assertThat(run(
                        "inspect",
                        "--quiet",
                        "--hsm",
                        "embedded:",
                        "--statement",
                        STATEMENTS.resolve("prepaid.yaml").toString()))
                .as(tapbench.out())
                .isZero();
        Path wrong = statement("label: ANOTHER CARD");
        assertThat(run("inspect", "--quiet", "--hsm", "embedded:", "--statement", wrong.toString()))
                .isEqualTo(ExitStatus.FAILED);
        assertThat(tapbench.out()).contains("IN-343");
    }
}

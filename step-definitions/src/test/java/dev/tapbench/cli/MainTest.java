package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MainTest {
    @TempDir
    private Path folder;

    private final Captured tapbench = new Captured();

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "certfy                            | there is no command 'certfy'; did you mean 'certify'?",
                "certify --tag x                   | there is no option '--tag'; did you mean '--tags'?",
                "certify --tags                    | --tags needs a value",
                "certify --tags @a:or:(            | is no tag expression",
                "certify --seed many               | --seed",
                "certify extra                     | 'extra' is one argument too many",
                "certify --threads 0               | --threads must be 1 or more, not 0",
                "certify --keep -1                 | --keep must be 0 (all) or the number of runs to keep",
                "certify --only TC-R-0006          | did you mean 'TC-R-006'?",
                "certify --features nowhere        | there is no folder",
                "certify --bench nowhere.yaml      | nowhere.yaml: there is no such file",
                "certify --reader jcardsin:        | no reader driver opens 'jcardsin:'",
                "certify --reader jcardsim         | names no driver",
                "certify --hsm soft:               | no HSM driver opens 'soft:'",
                "certify --reader jcardsim:?medium=x | has the unknown medium 'x'",
                "certify --hsm embedded:?x=1       | has the unknown option 'x'",
                "certify --hsm pkcs11:nonsense     | names no library",
                "certify --fault F-01              | did you mean 'F-001'?",
                "certify --reader jcardsim:?fault=F-01 | did you mean 'F-001'?",
                "certify --require sofhsm          | --require knows no 'sofhsm'; did you mean 'softhsm'?",
                "calc                              | an operation is missing: 'tapbench calc --list' has all",
                "calc tlv.dekode                   | there is no operation 'tlv.dekode'; did you mean 'tlv.decode'?",
                "calc tlv.decode dta=00            | key 'dta' is unknown to tlv.decode: expected data; did you mean 'data'?",
                "calc tlv.decode                   | key 'data' is missing: expected bytes in hexadecimal",
                "calc tlv.decode data=0G           | key 'data' is '0G': expected bytes in hexadecimal",
                "calc tlv.decode data=00 data=00   | key 'data' is given twice",
                "calc tlv.decode data=@nowhere     | which is not there",
                "calc tlv.encode 9A                | '9A' names no input of tlv.encode: expected key=value with tag, value",
                "calc tlv.encode tag=9F value=     | key 'tag' is '9F': expected a tag",
                "calc dol.fill dol=9A03 values=1   | key 'values' is '1': expected names and values in JSON",
                "calc dol.fill dol=9A03 values={\"9A\":1} | key 'values.9A' is '1': expected bytes in hexadecimal",
                "calc iad.decode iad=00 layout=vis | key 'layout' is 'vis': expected common-core or visa or mastercard; did you mean 'visa'?",
                "calc tlv.decode 9A00 --hsm soft:  | no HSM driver opens 'soft:'",
                "vectors                           | FILE is missing",
                "vectors nowhere.json              | nowhere.json: there is no such file",
                "measure                           | NAME is missing; there are",
                "measure apud                      | did you mean 'apdu'?",
                "measure apdu --only mca           | has no row 'mca'; did you mean 'mac'?",
                "measure apdu --seed many          | --seed",
                "trace latest                      | ID is missing",
                "trace nowhere TC-L-001            | no run 'nowhere'",
                "test                              | run ./tapbench test",
            })
    void wrongUsageIsOneLineThatSaysMore(String arguments, String expected) {
        int status = tapbench.in(folder)
                .run(arguments.strip().replace(":or:", " or ").split(" (?!or|\\()", -1));
        assertThat(status).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.out()).isEmpty();
        assertThat(tapbench.err().lines()).singleElement().asString().contains(expected);
        assertThat(folder).isEmptyDirectory();
    }

    /** The contract has them; nothing builds them yet, and an option that is taken and ignored would be a lie. */
    @ParameterizedTest
    @ValueSource(strings = {"--rerun", "--offline"})
    void whatIsNotBuiltIsRefused(String option) {
        assertThat(tapbench.run("certify", option)).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("there is no option");
    }

    @Test
    void aMisspeltKeyOfTheBenchNamesLineAndNearestName() throws IOException {
        Path bench = Files.writeString(folder.resolve("bench.yaml"), """
                readers:
                  contactles: "jcardsim:"
                """);
        assertThat(tapbench.run("certify", "--bench", bench.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err().lines())
                .singleElement()
                .asString()
                .contains("bench.yaml:2:3: key 'readers.contactles'")
                .contains("did you mean 'contactless'?");
    }

    @Test
    void aFileThatIsNoGherkinNamesItsLine() throws IOException {
        Files.writeString(folder.resolve("bad.feature"), "Feature: a\n  Scenario: b\n    Given c\n    Gven d\n");
        assertThat(tapbench.run("certify", "--features", folder.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err().lines()).singleElement().asString().contains("bad.feature:4:5:");
    }

    /** It would pass: a forgotten scenario must not look like a kept promise. */
    @Test
    void aScenarioWithoutStepsIsRefused() throws IOException {
        Files.writeString(folder.resolve("empty.feature"), "Feature: a\n\n  @TC-X-001\n  Scenario: b\n");
        assertThat(tapbench.run("certify", "--features", folder.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err().lines())
                .singleElement()
                .asString()
                .contains("empty.feature")
                .contains("'b' has no step");
    }

    @Test
    void aStackTraceIsPrintedOnRequestOnly() {
        assertThat(tapbench.run("certify", "--only", "nothing", "--verbose")).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("\tat ");
    }

    @Test
    void aListNamesWhatWouldRun() {
        assertThat(tapbench.run("certify", "--list", "--tags", "@L-13", "--json"))
                .isZero();
        JsonNode list = json(tapbench.out());
        assertThat(list.path("schema").asString()).isEqualTo("tapbench.list/1");
        assertThat(list.path("scenarios").size()).isGreaterThan(1);
        list.path("scenarios")
                .forEach(s -> assertThat(s.path("tags").toString()).contains("@L-13"));
    }

    @Test
    void anEmptySelectionIsAGate() {
        assertThat(tapbench.run("certify", "--list", "--tags", "@none")).isEqualTo(ExitStatus.GATE);
        assertThat(tapbench.err()).contains("gate: nothing is selected");
    }

    @Test
    void readersAreListedWithWhatTheyCan() {
        assertThat(tapbench.run("readers", "--json")).isZero();
        JsonNode rows = json(tapbench.out()).path("rows");
        assertThat(rows.findValuesAsString("scheme")).contains("jcardsim", "embedded", "pkcs11");
        rows.forEach(row -> assertThat(row.path("available").asBoolean()
                        || !row.path("remedy").asString().isEmpty())
                .isTrue());
        assertThat(tapbench.err()).isEmpty();
    }

    @Test
    void requirementsWithoutARunAreDeclaredOnly() {
        assertThat(tapbench.in(folder).run("requirements", "--json")).isZero();
        JsonNode rows = json(tapbench.out()).path("requirements");
        assertThat(rows.findValuesAsString("id")).contains("P-01", "L-08", "R-11");
        rows.forEach(row -> assertThat(row.path("evidenced").asBoolean()).isFalse());
    }

    @Test
    void requirementsOfARunAreItsCounts() throws IOException {
        Path run = folder.resolve("a");
        Files.createDirectories(run.resolve("trace"));
        Files.writeString(run.resolve("summary.json"), """
                {"requirements":{"L-08":{"shows":7,"refuses":2,"faults":1,"caught":0}}}
                """);
        assertThat(tapbench.run("requirements", "--run", run.toString(), "--json"))
                .isZero();
        json(tapbench.out()).path("requirements").forEach(row -> {
            boolean mine = row.path("id").asString().equals("L-08");
            assertThat(row.path("shows").asInt()).isEqualTo(mine ? 7 : 0);
            assertThat(row.path("grade").asString()).isEqualTo(mine ? "refused" : "missing");
            assertThat(row.path("evidenced").asBoolean()).isTrue();
        });
    }

    @Test
    void whatIsNotYetShownSaysWhyOnANarrowScreen() throws IOException {
        Path features = Files.createDirectories(folder.resolve("features"));
        Files.writeString(features.resolve("requirements.yaml"), """
                requirements:
                  - {id: L-01, text: The terminal receives a load request with an amount., source: a, notYet: later}
                  - id: L-02
                    text: The device is a card with chip and antenna, and beside it a fob and a phone.
                    source: a
                    notYet: only the card is loaded so far, neither fob nor phone, and those come with their readers
                  - {id: L-03, text: The terminal prompts., source: a, notYet: later}
                  - {id: L-04, text: The card answers., source: a}
                """);
        for (int columns : new int[] {0, 80, 72}) {
            Captured screen = new Captured(folder).in(folder).columns(columns);
            assertThat(screen.run("requirements")).isZero();
            assertThat(screen.out().lines())
                    .allMatch(line -> line.length() <= (columns == 0 ? 80 : columns))
                    .anyMatch(line -> line.startsWith("L-02") && line.endsWith("not yet"))
                    .anyMatch(line -> line.startsWith("L-04") && line.endsWith("missing"))
                    .containsSequence("  L-01 L-03", "      later", "  L-02");
            assertThat(screen.out().replaceAll("\\s+", " ")).contains("nor phone, and those come with their readers");
        }
    }

    @Test
    void aTraceIsPrintedForPeopleAndAsJson() throws IOException {
        Path run = folder.resolve("a");
        Files.createDirectories(run.resolve("trace"));
        Files.writeString(run.resolve("trace/TC-L-001.ndjson"), """
                {"seq":1,"type":"apdu","who":"reader","text":"SELECT","tap":1,"command":"00A4","response":"9000"}
                """);
        assertThat(tapbench.run("trace", run.toString(), "TC-L-001")).isZero();
        assertThat(tapbench.out()).contains("reader: SELECT").contains("> 00A4").contains("< 9000");

        Captured machine = new Captured();
        assertThat(machine.run("trace", run.toString(), "@TC-L-001", "--json")).isZero();
        assertThat(json(machine.out()).path("rows").get(0).path("seq").asInt()).isEqualTo(1);

        Captured wrong = new Captured();
        assertThat(wrong.run("trace", run.toString(), "TC-L-01")).isEqualTo(ExitStatus.USAGE);
        assertThat(wrong.err()).contains("did you mean 'TC-L-001'?");
    }
}

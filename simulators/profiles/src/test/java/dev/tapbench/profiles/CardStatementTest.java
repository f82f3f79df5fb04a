package dev.tapbench.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements, what their writer is told of a slip, and each way in which answers contradict each other. */
class CardStatementTest {
    private static final Path FEATURES =
            Path.of("../../features").toAbsolutePath().normalize();
    private static final String KEYS = "keys: " + FEATURES.resolve("cards");

    @TempDir
    Path folder;

    /** Of the prepaid card, with the answers that another one needs to be sound beside it. */
    private static final String SOUND = """
            product: ACME prepaid
            device: card
            interfaces: [contactless, contact]
            applications:
              - aid: F0544150011010
                label: TAPBENCH PREPAID
                currency: EUR
            options:
              offlineDataAuthentication: CDA
              pin: enciphered offline
              pinTryCounter: yes
              transactionCounters: yes
              transactionLog: no
              paymentSystemEnvironment: yes
              funds: on the chip
              load: three taps
              commonCoreDefinitions: yes
              issuerScripts: yes
              lostOrStolenReset: yes
              personalization: scp02
            keys: none
            """;

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("acme.yaml"), text);
    }

    private CardStatement read(String text) throws IOException {
        return CardStatementFile.read(written(text));
    }

    private static String with(String text, String... lines) {
        String changed = text;
        for (String line : lines) {
            String key = line.substring(0, line.indexOf(':') + 1);
            assertThat(changed.lines().filter(l -> l.strip().replace("- ", "").startsWith(key)))
                    .as(key)
                    .hasSize(1);
            changed = changed.replaceAll("(?m)^( *(?:- )?)" + key + ".*$", "$1" + line.replace("\\", "\\\\"));
        }
        return changed;
    }

    /** What trips a rule, in the lines that differ; and what does not although it is near. */
    private record Trip(String rule, List<String> trips, List<String> near) {
        static Trip of(String rule, String trips, String near) {
            return new Trip(rule, split(trips), split(near));
        }

        private static List<String> split(String lines) {
            return lines.isEmpty() ? List.of() : Arrays.asList(lines.split(";", -1));
        }

        @Override
        public String toString() {
            return rule;
        }
    }

    private static final String NO_PSE = "paymentSystemEnvironment: no";
    private static final String PREPAID = KEYS + "/prepaid.yaml";
    private static final String PHONE =
            "device: phone;interfaces: [contactless, wired];" + NO_PSE + ";pin: on the device";

    static Stream<Trip> trips() {
        return Stream.of(
                Trip.of("ST-01", "device: fob", "device: fob;interfaces: contactless;" + NO_PSE),
                Trip.of("ST-02", "interfaces: [contactless, contact, wired]", PHONE),
                Trip.of(
                        "ST-03",
                        "device: phone;interfaces: wired;load: none;lostOrStolenReset: no;" + NO_PSE,
                        "device: phone;interfaces: [wired, contactless];load: none;" + NO_PSE),
                Trip.of("ST-04", "currency: EUR\n  - aid: F0544150011010", "currency: EUR\n  - aid: F0544150011011"),
                Trip.of("ST-05", "aid: C0544150011010", "aid: D0544150011010"),
                Trip.of("ST-06", "interfaces: [contact, contactless, contact]", "interfaces: [contact, contactless]"),
                Trip.of(
                        "ST-07",
                        "pin: [enciphered offline, enciphered offline]",
                        "pin: [enciphered offline, plain offline]"),
                Trip.of(
                        "ST-08",
                        "pin: [enciphered offline, none];lostOrStolenReset: no",
                        "pin: none;load: none;lostOrStolenReset: no;pinTryCounter: no"),
                Trip.of("ST-09", "pin: [enciphered offline, on the device]", PHONE),
                Trip.of(
                        "ST-10",
                        "offlineDataAuthentication: none;load: none",
                        "offlineDataAuthentication: none;load: none;pin: plain offline"),
                Trip.of("ST-11", "pin: online;load: none", "pin: online;load: none;pinTryCounter: no"),
                Trip.of("ST-12", "interfaces: contactless", "interfaces: contactless;" + NO_PSE),
                Trip.of("ST-13", "funds: on account", "funds: on account;load: none"),
                Trip.of("ST-14", "pin: plain offline", "pin: plain offline;load: none"),
                Trip.of(
                        "ST-15",
                        "interfaces: contact;lostOrStolenReset: no",
                        "interfaces: contact;lostOrStolenReset: no;load: none"),
                Trip.of("ST-16", "offlineDataAuthentication: DDA", "offlineDataAuthentication: DDA;load: none"),
                Trip.of("ST-17", "commonCoreDefinitions: no", "commonCoreDefinitions: no;load: none"),
                Trip.of(
                        "ST-18",
                        "pin: none;load: none;pinTryCounter: no",
                        "pin: none;load: none;pinTryCounter: no;lostOrStolenReset: no"),
                Trip.of(
                        "ST-19",
                        "interfaces: contact;load: none",
                        "interfaces: contact;load: none;lostOrStolenReset: no"),
                Trip.of(
                        "ST-20",
                        KEYS + "/prepaid.yaml;device: fob;interfaces: contactless;" + NO_PSE,
                        KEYS + "/fob.yaml;device: fob;interfaces: contactless;label: TAPBENCH FOB;" + NO_PSE),
                Trip.of("ST-21", PREPAID + ";aid: F0544150011011", PREPAID),
                Trip.of("ST-22", PREPAID + ";label: ANOTHER", PREPAID),
                Trip.of("ST-23", PREPAID + ";currency: USD", PREPAID),
                Trip.of(
                        "ST-24",
                        PREPAID + ";personalization: scp03",
                        KEYS + "/variants/scp03.yaml;personalization: scp03"),
                Trip.of("ST-25", PREPAID + ";funds: on account;load: none", PREPAID + ";load: none"),
                Trip.of("ST-26", PREPAID + ";pin: [enciphered offline, online]", PREPAID));
    }

    @Test
    void eachRuleHasATripAndAnIdOfItsOwn() {
        List<String> ids = StatementRule.ALL.stream().map(StatementRule::id).toList();
        assertThat(ids).doesNotHaveDuplicates().isSorted().allMatch(id -> id.matches("ST-[0-9]{2}"));
        assertThat(trips().map(Trip::rule)).containsExactlyElementsOf(ids);
    }

    @ParameterizedTest
    @MethodSource("trips")
    void isTrippedByThisStatementAndNotByTheOther(Trip trip) throws IOException {
        assertThat(read(with(SOUND, trip.near().toArray(String[]::new)))).isNotNull();
        Path file = written(with(SOUND, trip.trips().toArray(String[]::new)));
        assertThatThrownBy(() -> CardStatementFile.read(file))
                .isInstanceOf(ContradictoryStatement.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .singleElement()
                        .asString()
                        .startsWith(file + ":")
                        .endsWith(" (" + trip.rule() + ")"));
    }

    @Test
    void allContradictionsAreTold() throws IOException {
        Path file = written(with(SOUND, "pin: none"));
        assertThatThrownBy(() -> CardStatementFile.read(file))
                .isInstanceOf(ContradictoryStatement.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .hasSize(3)
                        .anyMatch(line -> line.equals(file
                                + ":11:3: key 'options.pinTryCounter' contradicts: pinTryCounter says yes: expected tries"
                                + " are counted of a PIN that the card or device verifies itself (ST-11)"))
                        .anyMatch(line -> line.endsWith("(ST-14)"))
                        .anyMatch(line -> line.endsWith("(ST-18)")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "load: three tabs       | :16:3: key 'options.load' is 'three tabs': expected one of none, three taps; did you mean 'three taps'?",
                "device: watch          | :2:1: key 'device' is 'watch': expected one of card, fob, phone",
                "pin: [online, offlin]  | key 'options.pin.1' is 'offlin': expected one of none, plain offline",
                "lod: none              | key 'options.lod' is unknown (value 'none'): expected one of commonCoreDefinitions",
                "aid: F05441            | key 'applications.0.aid' is 'F05441': expected 5 to 16 bytes",
                "label: A-B | key 'applications.0.label' is 'A-B': expected 1 to 16 letters",
                "currency: EURO | key 'applications.0.currency' is 'EURO': expected a currency's three letters",
                "keys: nowhere.yaml     | nowhere.yaml: there is no such file",
            })
    void aSlipIsOneLineWithItsPlace(String line, String expected) throws IOException {
        String key = line.startsWith("lod") ? "load:" : line.substring(0, line.indexOf(':') + 1);
        String text = SOUND.replaceAll("(?m)^( *(?:- )?)" + key + ".*$", "$1" + line);
        Path file = written(text);
        assertThatThrownBy(() -> CardStatementFile.read(file))
                .isInstanceOf(FileProblem.class)
                .message()
                .contains(expected)
                .doesNotContain("\n");
    }

    /** It goes to terminals and into reports. */
    @Test
    void aNameThatMovesTheCursorIsRefused() throws IOException {
        Path file = written(with(SOUND, "product: \"ACME\\e[2J\""));
        assertThatThrownBy(() -> CardStatementFile.read(file))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("key 'product' is 'ACME?[2J': expected 1 to 64 characters");
    }

    /** What is not answered would be guessed. */
    @Test
    void eachQuestionHasToBeAnswered() {
        for (StatementQuestion question : StatementQuestion.values()) {
            String text = SOUND.replaceAll("(?m)^ *" + question.label() + ":.*\n", "");
            assertThatThrownBy(() -> read(text))
                    .as(question.key())
                    .isInstanceOf(FileProblem.class)
                    .hasMessageContaining("key '" + question.key() + "' is missing");
        }
    }

    @Test
    void anExcludedScenarioIsToldTheAnswerAndItsLine() throws IOException {
        CardStatement statement = read(with(SOUND, "load: none"));
        assertThat(statement.excludes(ScenarioNeed.of(List.of("@TC-L-001", "@needs-card", "@needs-contact"))))
                .isEmpty();
        assertThat(statement.excludes(ScenarioNeed.of(List.of("@needs-keys", "@needs-load"))))
                .hasValue(
                        "the statement of ACME prepaid says 'load: none' (acme.yaml, line 16), and this scenario needs a"
                                + " load by three taps");
        assertThat(statement.excludes(ScenarioNeed.of(List.of("@needs-keys"))))
                .hasValueSatisfying(reason -> assertThat(reason).contains("'keys: none' (acme.yaml, line 21)"));
    }

    @Test
    void aNeedThatIsNoneIsRefused() {
        assertThatThrownBy(() -> ScenarioNeed.of(List.of("@needs-lod")))
                .hasMessageContaining("@needs-lod")
                .hasMessageEndingWith("did you mean '@needs-load'?");
    }

    @Test
    void theStatementsThatShipRead() {
        assertThat(CardStatementFile.read(FEATURES.resolve("statements/prepaid.yaml"))
                        .profile())
                .isPresent();
        assertThat(CardStatementFile.read(FEATURES.resolve("statements/unknown-keys.yaml"))
                        .profile())
                .isEmpty();
    }
}

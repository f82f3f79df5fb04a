package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.ShelfDriver;
import dev.tapbench.profiles.InventoryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards that live on: each scenario gets one that is like a new one, and no run costs a card more than it may. */
class InventoryTest {
    /** Pays, and is asked for no PIN. */
    private static final String PAYS = """
              @TC-X-001 @T-01 @shows
              Scenario: a card pays
                Given a prepaid card that holds 20.00 EUR
                And the shop asks the issuer about every payment
                When the cardholder taps the card to pay 7.00 EUR
                Then the terminal approves the payment
                And the card holds 13.00 EUR
            """;

    /** Takes the last PIN try, as nothing but the card's own counter tells. */
    private static final String SPENDS_ALL_TRIES = """
              @TC-X-002 @C-02 @shows
              Scenario: no try is left
                Given a prepaid card that holds 50.00 EUR
                When the issuer answers an online payment with the CSU "issuer approves online transaction, update PIN try counter, PIN try counter 0"
                Then the card takes no PIN any more
            """;

    @TempDir
    private Path folder;

    private Captured tapbench = new Captured();

    @BeforeEach
    void bench() throws IOException {
        ShelfDriver.put("A-1", "prepaid.yaml");
        Files.createDirectories(folder.resolve("features"));
        Files.writeString(folder.resolve("bench.yaml"), """
                readers:
                  contactless: "shelf:"
                  contact: "shelf:?medium=contact"
                inventory: cards.yaml
                hsm: ["embedded:"]
                """);
        scenarios(PAYS);
        inventory(card("A-1", ""));
    }

    private void scenarios(String... scenarios) throws IOException {
        Files.writeString(folder.resolve("features/card.feature"), "Feature: cards\n\n" + String.join("\n", scenarios));
    }

    private static String card(String name, String more) {
        return "  - card: " + name + "   # as it is written on the card\n    profile: "
                + Path.of("../features/cards/prepaid.yaml").toAbsolutePath().normalize() + "\n" + more.indent(4);
    }

    private void inventory(String... cards) throws IOException {
        Files.writeString(
                folder.resolve("cards.yaml"), "# Our cards.\ntestData: true\ncards:\n" + String.join("", cards));
    }

    private InventoryFile.Entry card(int index) {
        return InventoryFile.read(folder.resolve("cards.yaml")).cards().get(index);
    }

    private int run(String... more) {
        tapbench = new Captured().in(folder);
        return tapbench.run(Stream.concat(
                        Stream.of("certify", "--features", "features", "--no-report", "--bench", "bench.yaml"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private String said() {
        return tapbench.out() + tapbench.err();
    }

    @Test
    void aCardIsPreparedUsedAndWrittenDown() throws IOException {
        assertThat(run()).as(said()).isZero();
        InventoryFile.Known known = card(0).known().orElseThrow();
        assertThat(known.funds()).hasToString("13.00 EUR");
        assertThat(known.pan()).matches("999902\\*{6}[0-9]{4}");
        assertThat(known.pinTries()).isEqualTo(3);
        assertThat(known.usable()).isTrue();
        assertThat(card(0).used().writes()).isPositive();
        assertThat(Files.readString(folder.resolve("cards.yaml")))
                .contains("# Our cards.", "card: A-1 # as it is written on the card");

        // The next run finds 13.00 on it, and needs 20.00.
        assertThat(run()).as(said()).isZero();
        InventoryFile.Known later = card(0).known().orElseThrow();
        assertThat(later.funds()).hasToString("13.00 EUR");
        assertThat(later.atc()).isGreaterThan(known.atc());
        assertThat(said()).contains("rehearsing with simulated cards");
    }

    @Test
    void anotherCardOnTheReaderIsTheBenchs() throws IOException {
        assertThat(run()).as(said()).isZero();
        inventory(card("A-1", "known: {pan: \"999902******0000\", funds: 13.00 EUR, atc: 3, pinTries: 3}"));
        assertThat(run()).isEqualTo(ExitStatus.BROKEN);
        assertThat(said()).contains("expected the card A-1 with the number 999902******0000", "bring the right card");
        // Nor is it believed the next time, in this run or another one.
        scenarios(PAYS, PAYS.replace("TC-X-001", "TC-X-006"));
        assertThat(run()).isEqualTo(ExitStatus.BROKEN);
        assertThat(verdicts()).containsExactly("TC-X-001 broken", "TC-X-006 broken");
        String before = Files.readString(folder.resolve("cards.yaml"));
        assertThat(before).contains("999902******0000");
        assertThat(run()).isEqualTo(ExitStatus.BROKEN);
        assertThat(Files.readString(folder.resolve("cards.yaml"))).isEqualTo(before);
    }

    /** Whose PIN it is only its holder knows: none of its tries is risked again. */
    @Test
    void aCardWithAnotherPinThanItsProfileLosesNoMoreThanOneTry() throws IOException {
        Files.writeString(
                folder.resolve("other-pin.yaml"),
                "extends: "
                        + Path.of("../features/cards/prepaid.yaml")
                                .toAbsolutePath()
                                .normalize() + "\npin:\n  reference: \"7391\"\n");
        ShelfDriver.put("A-1", folder.resolve("other-pin.yaml").toString());
        scenarios(PAYS, PAYS.replace("TC-X-001", "TC-X-006"));
        assertThat(run()).isEqualTo(ExitStatus.BROKEN);
        assertThat(said())
                .contains("see that its PIN is the one of its profile", "A-1 has found the PIN of its profile wrong");
        assertThat(card(0).used().wrongPins()).isOne();
        assertThat(card(0).known().orElseThrow().pinTries()).isEqualTo(2);
        assertThat(run()).isEqualTo(ExitStatus.BROKEN);
        assertThat(card(0).used().wrongPins()).isEqualTo(2);
        assertThat(card(0).known().orElseThrow().pinTries())
                .as("the issuer has given the first one back")
                .isEqualTo(2);
    }

    /** What cannot be rehearsed may cost anything. */
    @Test
    void whatHasNotPassedItsRehearsalIsNotTried() throws IOException {
        scenarios(SPENDS_ALL_TRIES);
        inventory(card("A-1", "known: {pan: \"999902******0000\", funds: 99999.00 EUR, atc: 3, pinTries: 3}"));
        assertThat(run()).isEqualTo(ExitStatus.GATE);
        assertThat(said())
                .contains("what it would cost a card is not known, since its rehearsal with simulated cards failed");
        assertThat(card(0).used().writes()).isZero();
    }

    @Test
    void theFileBehindALinkIsWrittenAndKeepsItsReaders() throws IOException {
        Path real = folder.resolve("real.yaml");
        Files.move(folder.resolve("cards.yaml"), real);
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-rw----"));
        Files.createSymbolicLink(folder.resolve("cards.yaml"), real);
        assertThat(run()).as(said()).isZero();
        assertThat(folder.resolve("cards.yaml")).isSymbolicLink();
        assertThat(InventoryFile.read(real).cards().get(0).known()).isPresent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void theLastTryIsSpentOnExpendableCardsOnlyAndLast() throws IOException {
        scenarios(SPENDS_ALL_TRIES, PAYS);
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(said()).contains("would spend the last PIN try", "TC-X-002", "expendable: true", "--spare");
        assertThat(card(0).known()).as("no card was touched").isEmpty();

        assertThat(run("--spare")).as(said()).isZero();
        assertThat(said()).contains("no card of this product that is expendable");
        assertThat(verdicts()).containsExactly("TC-X-001 passed", "TC-X-002 skipped");

        ShelfDriver.put("A-2", "prepaid.yaml");
        inventory(card("A-2", "expendable: true"), card("A-1", ""));
        assertThat(run()).as(said()).isZero();
        assertThat(verdicts()).containsExactly("TC-X-001 passed", "TC-X-002 passed");
        assertThat(card(0).known().orElseThrow().pinTries()).isZero();
        assertThat(card(1).known().orElseThrow().pinTries()).isEqualTo(3);

        // The issuer gives the tries back with its answer to a payment over the contacts.
        scenarios(PAYS);
        inventory(card("A-2", "expendable: true"));
        assertThat(run()).as(said()).isZero();
        assertThat(card(0).known().orElseThrow().pinTries()).isEqualTo(3);
    }

    private List<String> verdicts() throws IOException {
        List<String> verdicts = new ArrayList<>();
        Path results = folder.resolve("reports/runs/latest/results.ndjson");
        for (String line : Files.readAllLines(results)) {
            var row = tools.jackson.databind.json.JsonMapper.shared().readTree(line);
            verdicts.add(row.path("id").asString() + " " + row.path("verdict").asString());
        }
        return verdicts;
    }

    @Test
    void aRunThatNeedsMoreThanTheBudgetIsRefused() throws IOException {
        inventory(card("A-1", "budget: {transactions: 2}"));
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(said()).contains("A-1 has a budget of 2 transactions, 0 are used, and this run would take");
        inventory(card("A-1", "budget: {writes: 1000}\nused: {writes: 995}"));
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(said()).contains("A-1 has a budget of 1000 writes, 995 are used");
    }

    @Test
    void whatTheInventoryLacksIsSkippedWithTheReason() throws IOException {
        scenarios(PAYS, """
                  @TC-X-003 @P-13 @shows
                  Scenario: a blank card
                    Given a blank card in the personalization device
                    When the consumer asks the personalization device for a prepaid card with 20.00 EUR
                    Then the card holds 20.00 EUR

                  @TC-X-004 @R-05 @shows
                  Scenario: a phone
                    Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner
                    When the cardholder taps the phone to pay 20.00 EUR
                    Then the terminal approves the payment
                """);
        assertThat(run()).as(said()).isZero();
        assertThat(verdicts()).containsExactlyInAnyOrder("TC-X-001 passed", "TC-X-003 skipped", "TC-X-004 skipped");
        assertThat(said()).contains("a phone with the risk profile 'phone'", "blank where the scenario says so");
    }

    @Test
    void aBlankCardIsPersonalizedOnceAndIsThenACardLikeTheOthers() throws IOException {
        ShelfDriver.putBlank("N-1", "prepaid.yaml");
        inventory(card("N-1", "blank: true"));
        scenarios("""
                  @TC-X-003 @P-13 @shows
                  Scenario: a blank card
                    Given a blank card in the personalization device
                    When the consumer asks the personalization device for a prepaid card with 25.00 EUR
                    Then the card holds 25.00 EUR
                """);
        assertThat(run()).as(said()).isZero();
        assertThat(card(0).known().orElseThrow().funds()).hasToString("25.00 EUR");
        assertThat(run()).as("nothing ran").isEqualTo(ExitStatus.GATE);
        assertThat(said()).contains("have been personalized: N-1; it needs another blank one");
        scenarios(PAYS, SPENDS_ALL_TRIES);
        assertThat(run())
                .as("a card like the others, which nobody calls expendable")
                .isEqualTo(ExitStatus.USAGE);
        scenarios(PAYS);
        assertThat(run()).as(said()).isZero();

        inventory(card("N-1", "blank: true"));
        scenarios(PAYS);
        assertThat(run()).as("it is not known to be personalized").isEqualTo(ExitStatus.GATE);
    }

    /** What an earlier run has changed is still undone by the next one: else the PIN of the profile would be a wrong one. */
    @Test
    void aChangedPinIsRememberedAndUndone() throws IOException {
        scenarios("""
                  @TC-X-005 @T-05 @shows
                  Scenario: another PIN
                    Given a prepaid card that holds 20.00 EUR
                    And the shop asks the issuer about every payment
                    And the issuer has ordered another PIN for the card
                    And the card has paid 8.00 EUR 1 times
                    When the cardholder puts the card in to pay 5.00 EUR and enters the new PIN
                    Then the terminal approves the payment
                """);
        assertThat(run()).as(said()).isZero();
        assertThat(card(0).known().orElseThrow().changed()).as(said()).containsExactly(InventoryFile.Change.PIN);
        scenarios(PAYS);
        assertThat(run()).as(said()).isZero();
        assertThat(Files.readString(folder.resolve("cards.yaml"))).doesNotContain("changed");
        assertThat(card(0).used().wrongPins()).isZero();
    }

    /** All scenarios that a few cards can serve, one after the other: none of them takes what another one left for a defect. */
    @Test
    void fewCardsServeAllScenariosAndLiveOn() throws IOException {
        ShelfDriver.put("F-1", "fob.yaml");
        ShelfDriver.put("P-1", "phone.yaml");
        ShelfDriver.putBlank("B-1", "prepaid.yaml");
        Files.writeString(
                folder.resolve("bench.yaml"),
                Files.readString(folder.resolve("bench.yaml"))
                        .replace("readers:\n", "readers:\n  wired: \"shelf:?medium=wired\"\n"));
        inventory(
                card("A-1", ""),
                card("F-1", "").replace("prepaid.yaml", "fob.yaml"),
                card("P-1", "").replace("prepaid.yaml", "phone.yaml"),
                card("B-1", "blank: true"));
        tapbench = new Captured().in(folder);
        assertThat(tapbench.run("certify", "--no-report", "--bench", "bench.yaml", "--spare"))
                .as(said())
                .isZero();
        assertThat(InventoryFile.read(folder.resolve("cards.yaml")).cards())
                .extracting(entry -> entry.known().orElseThrow().pinTries())
                .containsOnly(3);
    }

    @Test
    void wrongFilesAreToldBeforeACardIsTouched() throws IOException {
        inventory(card("A-1", "known: {pan: \"9999020000000015\", funds: 13.00 EUR, atc: 3, pinTries: 3}"));
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(said()).contains("cards.yaml:6", "is not masked").doesNotContain("9999020000000015");
        inventory(card("A-1", ""), card("A-1", ""));
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(said()).contains("names 'A-1' a second time");
        inventory("  - card: A-1\n    profile: nowhere.yaml\n");
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(said()).contains("nowhere.yaml");
        Files.delete(folder.resolve("cards.yaml"));
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(run("--reader", "jcardsim:", "--bench", "../none.yaml")).isEqualTo(ExitStatus.USAGE);
        assertThat(new Captured().run("certify", "--spare", "--list")).isEqualTo(ExitStatus.USAGE);
        inventory(card("A-1", ""));
        assertThat(run("--threads", "2")).isEqualTo(ExitStatus.USAGE);
        assertThat(said()).contains("one scenario at a time");
        Files.writeString(folder.resolve("r.apdu"), "> *\n< 9000\n");
        assertThat(run("--reader", "replay:" + folder.resolve("r.apdu"))).isEqualTo(ExitStatus.USAGE);
        assertThat(said()).contains("can be exported, not replayed");
    }
}

package dev.tapbench.parties.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tsi;
import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.card.Medium;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processing restrictions and terminal risk management (EMV Book 3, 10.4 and 10.6). */
class RestrictionsAndRiskTest {
    private static final int GET_DATA = 0xCA;

    private static Tvr restrictions(Counter counter, int type) {
        Transaction transaction = counter.transaction(1000, type, Medium.CONTACT_T1);
        new ProcessingRestrictions(counter.terminal.config()).check(counter.application(), transaction);
        return transaction.tvr();
    }

    @ParameterizedTest
    @CsvSource({
        // tag, value, TVR: usage control of a domestic purchase, dates on either side of 15 June 2026, version
        "9F08, 0001, 0000000000",
        "9F08, 0002, 0080000000",
        "9F07, FF00, 0000000000",
        "9F07, FE00, 0010000000",
        "9F07, 2100, 0000000000",
        "9F07, 0900, 0000000000",
        "9F07, 1500, 0010000000",
        "5F25, 260615, 0000000000",
        "5F25, 260616, 0020000000",
        "5F24, 260615, 0000000000",
        "5F24, 260614, 0040000000"
    })
    void eachRestrictionHasItsBit(String tag, String value, String tvr) {
        Counter counter = new Counter().record(Tags.ISSUER_COUNTRY, "0276").record(Integer.parseInt(tag, 16), value);

        assertThat(restrictions(counter, TransactionValues.PURCHASE)).hasToString(tvr);
    }

    @Test
    void abroadAnotherBitOfTheUsageControlCounts() {
        Counter counter =
                new Counter().record(Tags.ISSUER_COUNTRY, "0756").record(Tags.APPLICATION_USAGE_CONTROL, "2900");
        assertThat(restrictions(counter, TransactionValues.PURCHASE).has(Tvr.Bit.SERVICE_NOT_ALLOWED))
                .isTrue();
        assertThat(restrictions(counter, TransactionValues.REFUND)).isEqualTo(Tvr.CLEAR);
    }

    private static Transaction risk(Counter counter, long cents, CardDialogue card) {
        Transaction transaction = counter.purchase(cents);
        new TerminalRiskManagement(counter.terminal.config(), Entropy.seeded(7, "risk"))
                .manage(card, counter.application(), transaction);
        return transaction;
    }

    private static Counter withRisk(RiskParameters risk) {
        return new Counter(Counter.config().with(risk)).promises(Aip.Bit.TERMINAL_RISK_MANAGEMENT);
    }

    @Test
    void anAmountEqualToTheFloorLimitExceedsIt() {
        Counter counter = withRisk(RiskParameters.NONE.withFloorLimit(1000));
        CardDialogue card = counter.card(command -> Bytes.hex("6D00"));

        assertThat(risk(counter, 999, card).tvr()).isEqualTo(Tvr.CLEAR);
        Transaction exceeding = risk(counter, 1000, card);
        assertThat(exceeding.tvr()).hasToString("0000008000");
        assertThat(exceeding.tsi().has(Tsi.Bit.TERMINAL_RISK_MANAGEMENT_PERFORMED))
                .isTrue();
    }

    @Test
    void aCardThatDoesNotAskForItIsOnlyLookedUpInTheExceptionFile() {
        Counter counter = new Counter(
                Counter.config().with(RiskParameters.NONE.withFloorLimit(0).withException(Pan.of("9999021234567894"))));
        Transaction transaction = risk(counter, 1000, counter.card(command -> Bytes.hex("6D00")));

        assertThat(transaction.tvr()).hasToString("1000000000");
        assertThat(transaction.tsi()).isEqualTo(Tsi.CLEAR);
    }

    @Test
    void randomSelectionGrowsFromTheThresholdToTheFloorLimit() {
        Counter counter = withRisk(new RiskParameters(10000, 2000, 10, 90, Long.MAX_VALUE, Set.of()));
        CardDialogue card = counter.card(command -> Bytes.hex("6D00"));
        TerminalRiskManagement management =
                new TerminalRiskManagement(counter.terminal.config(), Entropy.seeded(3, "random"));

        assertThat(selected(counter, management, card, 1000)).isBetween(50, 150);
        assertThat(selected(counter, management, card, 6000)).isBetween(440, 570);
        assertThat(selected(counter, management, card, 9999)).isBetween(860, 950);
    }

    private static int selected(Counter counter, TerminalRiskManagement management, CardDialogue card, long cents) {
        int count = 0;
        for (int i = 0; i < 1000; i++) {
            Transaction transaction = counter.purchase(cents);
            management.manage(card, counter.application(), transaction);
            count += transaction.tvr().has(Tvr.Bit.RANDOMLY_SELECTED) ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({
        // ATC, last online ATC, TVR; the lower limit is 3, the upper 5
        "0005, 0002, 0000000000",
        "0006, 0002, 0000004000",
        "0007, 0002, 0000004000",
        "0008, 0002, 0000006000",
        "0001, 0000, 0008000000",
        "0002, 0002, 0000006000"
    })
    void consecutiveOfflineTransactionsAreCountedFromTheCardsOwnCounters(String atc, String online, String tvr) {
        Counter counter =
                withRisk(RiskParameters.NONE).record(Tags.LOWER_LIMIT, "03").record(Tags.UPPER_LIMIT, "05");
        CardDialogue card = counter.card(command -> Bytes.hex(
                command.at(3) == 0x36
                        ? Counter.tlv(Tags.ATC, atc) + "9000"
                        : Counter.tlv(Tags.LAST_ONLINE_ATC, online) + "9000"));

        assertThat(risk(counter, 100, card).tvr()).hasToString(tvr);
        assertThat(counter.sent).hasSize(2).allMatch(command -> command.ins() == GET_DATA);
    }

    @Test
    void aCardThatDoesNotTellItsCountersCountsAsLongNotOnline() {
        Counter counter =
                withRisk(RiskParameters.NONE).record(Tags.LOWER_LIMIT, "03").record(Tags.UPPER_LIMIT, "05");

        assertThat(risk(counter, 100, counter.card(command -> Bytes.hex("6A88")))
                        .tvr())
                .hasToString("0000006000");
    }

    @Test
    void percentagesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new RiskParameters(100, 0, 20, 10, 0, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.6.2");
        assertThatThrownBy(() -> new RiskParameters(100, 101, 0, 0, 0, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.tapbench.parties.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.TerminalCapabilities;
import dev.tapbench.emv.Tsi;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cardholder verification (EMV Book 3, 10.5; results as in EMV Book 4, 6.3.4.5). */
class CardholderVerificationTest {
    private static final int VERIFY = 0x20;
    private static final int GET_DATA = 0xCA;
    private static final int GET_CHALLENGE = 0x84;
    private static final Pin PIN = Pin.of("1234");
    private static final PinEntry KNOWS = triesLeft -> Optional.of(PIN);

    /** Amounts X = 10.00 and Y = 20.00. */
    private static Counter counter(String rules) {
        return counter(Counter.config(), rules);
    }

    private static Counter counter(TerminalConfig config, String rules) {
        return new Counter(config)
                .promises(Aip.Bit.CARDHOLDER_VERIFICATION)
                .record(Tags.APPLICATION_CURRENCY, "0978")
                .record(Tags.CVM_LIST, "000003E8000007D0" + rules);
    }

    private static Transaction verify(Counter counter, long cents, PinEntry holder, Map<Integer, String> answers) {
        Transaction transaction = counter.purchase(cents);
        new CardholderVerification(counter.terminal)
                .verify(counter.card(answers), counter.application(), transaction, holder);
        return transaction;
    }

    @ParameterizedTest
    @CsvSource({
        // rules, amount in cents, 9F34, TVR; the card takes any PIN
        "1F00, 500, 1F0002, 0000000000",
        "1E00, 500, 1E0000, 0000000000",
        "0000, 500, 000001, 0000800000",
        "0100, 500, 010002, 0000000000",
        "0300, 500, 030000, 0000000000",
        "02001F00, 500, 020001, 0000800000",
        "42001F00, 500, 1F0002, 0000000000",
        "4203 1F00, 500, 1F0002, 0000000000",
        "1F06 1E00, 999, 1F0602, 0000000000",
        "1F06 1E00, 1000, 1E0000, 0000000000",
        "1F07 1E00, 1001, 1F0702, 0000000000",
        "1F07 1E00, 1000, 1E0000, 0000000000",
        "1F08 1E00, 1999, 1F0802, 0000000000",
        "1F09 1E00, 2001, 1F0902, 0000000000",
        "1F01, 500, 3F0001, 0000800000",
        "1F05, 500, 3F0001, 0000800000",
        "1F77, 500, 3F0001, 0000800000",
        "6000 1F00, 500, 1F0002, 0000400000",
        "2000 1F00, 500, 200001, 0000C00000"
    })
    void theListIsWorkedThroughInItsOrder(String rules, long cents, String results, String tvr) {
        Transaction transaction =
                verify(counter(rules.replace(" ", "")), cents, KNOWS, Map.of(VERIFY, "9000", GET_DATA, "6A88"));

        assertThat(transaction.cvmResults().encode().toHex()).isEqualTo(results);
        assertThat(transaction.values().get(Tags.CVM_RESULTS).toHex()).isEqualTo(results);
        assertThat(transaction.tvr()).hasToString(tvr);
        assertThat(transaction.tsi().has(Tsi.Bit.CARDHOLDER_VERIFICATION_PERFORMED))
                .isTrue();
    }

    @Test
    void aCardWithoutVerificationIsNotAskedAndOneWithoutListIsIncomplete() {
        Counter none = new Counter().record(Tags.CVM_LIST, "00000000000000000100");
        Transaction unasked = verify(none, 500, KNOWS, Map.of());
        assertThat(unasked.cvmResults().encode().toHex()).isEqualTo("3F0000");
        assertThat(unasked.tsi()).isEqualTo(Tsi.CLEAR);

        Counter listless = new Counter().promises(Aip.Bit.CARDHOLDER_VERIFICATION);
        assertThat(verify(listless, 500, KNOWS, Map.of()).tvr()).hasToString("2000000000");
    }

    @Test
    void aWrongPinIsAskedForAgainAndThePadForgetsEachOne() {
        Counter counter = counter("0100");
        List<OptionalInt> asked = new ArrayList<>();
        List<String> answers = new ArrayList<>(List.of("63C2", "63C1", "9000"));
        CardDialogue card = counter.card(command -> Bytes.hex(
                command.at(1) == VERIFY ? answers.remove(0) : Counter.tlv(Tags.PIN_TRY_COUNTER, "03") + "9000"));
        Transaction transaction = counter.purchase(500);
        new CardholderVerification(counter.terminal).verify(card, counter.application(), transaction, tries -> {
            asked.add(tries);
            return Optional.of(PIN);
        });

        assertThat(transaction.tvr()).hasToString("0000000000");
        assertThat(asked).containsExactly(OptionalInt.of(3), OptionalInt.of(2), OptionalInt.of(1));
        assertThat(counter.shown())
                .containsExactly(
                        Prompt.ENTER_PIN, Prompt.WRONG_PIN, Prompt.ENTER_PIN, Prompt.WRONG_PIN, Prompt.ENTER_PIN);
        assertThat(counter.sent)
                .filteredOn(command -> command.ins() == VERIFY)
                .extracting(CommandApdu::data)
                .containsOnly(PinBlocks.format2(PIN));
    }

    @ParameterizedTest
    @CsvSource({"63C0", "6983", "6984"})
    void aPinThatIsTakenNoMoreExceedsTheTryLimit(String status) {
        Transaction transaction = verify(counter("0100"), 500, KNOWS, Map.of(VERIFY, status, GET_DATA, "6A88"));

        assertThat(transaction.tvr()).hasToString("0000A00000");
        assertThat(transaction.cvmResults().encode().toHex()).isEqualTo("010001");
    }

    @Test
    void nobodyIsAskedWhereNoTryIsLeft() {
        Counter counter = counter("4100 1F00".replace(" ", ""));
        Transaction transaction =
                verify(counter, 500, KNOWS, Map.of(GET_DATA, Counter.tlv(Tags.PIN_TRY_COUNTER, "00") + "9000"));

        assertThat(transaction.tvr()).hasToString("0000200000");
        assertThat(transaction.cvmResults().encode().toHex()).isEqualTo("1F0002");
        assertThat(counter.shown()).doesNotContain(Prompt.ENTER_PIN);
        assertThat(counter.sent).noneMatch(command -> command.ins() == VERIFY);
    }

    @Test
    void aPinThatNobodyEntersIsToldAndNothingIsSent() {
        Counter counter = counter("0100");
        Transaction transaction = verify(counter, 500, PinEntry.NOBODY, Map.of(GET_DATA, "6A88"));

        assertThat(transaction.tvr()).hasToString("0000880000");
        assertThat(counter.sent).noneMatch(command -> command.ins() == VERIFY);
    }

    @Test
    void aTerminalWithoutPinPadSaysSo() {
        TerminalConfig padless = Counter.config().with(TerminalCapabilities.NONE.with(TerminalCapabilities.Bit.NO_CVM));
        Transaction transaction = verify(counter(padless, "41001F00"), 500, KNOWS, Map.of());

        assertThat(transaction.tvr()).hasToString("0000100000");
        assertThat(transaction.cvmResults().encode().toHex()).isEqualTo("1F0002");
    }

    @Test
    void anEncipheredPinNeedsACertifiedKeyAndNeverGoesInClear() {
        Counter counter = counter("0400");
        Transaction transaction =
                verify(counter, 500, KNOWS, Map.of(VERIFY, "9000", GET_CHALLENGE, "01020304050607089000"));

        assertThat(transaction.tvr()).hasToString("0000800000");
        assertThat(counter.sent).noneMatch(command -> command.ins() == VERIFY);
    }

    @Test
    void aTapAsksForNoPin() {
        Counter counter = counter("44031F00");
        Transaction transaction = counter.transaction(500, TransactionValues.PURCHASE, Medium.CONTACTLESS);
        new CardholderVerification(counter.terminal)
                .verify(counter.card(Map.of()), counter.application(), transaction, KNOWS);

        assertThat(transaction.cvmResults().encode().toHex()).isEqualTo("1F0002");
        assertThat(counter.sent).isEmpty();
    }
}

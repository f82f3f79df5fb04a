package dev.tapbench.parties.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Application selection (EMV Book 1, 12; EMV Contactless Book B, 3.3). */
class SelectionTest {
    private static final String A = "F054415001A1";
    private static final String B = "F054415001B1";
    private static final String B2 = "F054415001B2";

    private final Counter counter =
            new Counter(Counter.config().with(List.of(Bytes.hex(A), Bytes.hex("F054415001B" + "1"))));
    private final Map<String, String> answers = new HashMap<>();

    private CardDialogue card() {
        return counter.card(command -> Bytes.hex(answers.getOrDefault(command.toHex(), "6A82")));
    }

    private void answer(CommandApdu command, String response) {
        answers.put(command.toBytes().toHex(), response);
    }

    private static String entry(String aid, String priority) {
        return Counter.tlv(
                Tags.APPLICATION_TEMPLATE,
                Counter.tlv(Tags.AID, aid) + Counter.tlv(Tags.APPLICATION_PRIORITY, priority));
    }

    private static String fci(String name, String content) {
        return Counter.tlv(Tags.FCI, Counter.tlv(Tags.DF_NAME, name) + Counter.tlv(Tags.FCI_PROPRIETARY, content));
    }

    private static String directory(String... entries) {
        return fci(Commands.PPSE.toHex(), Counter.tlv(Tags.DIRECTORY_DISCRETIONARY, String.join("", entries))) + "9000";
    }

    private Selection selection() {
        return new Selection(counter.terminal.config(), counter.events::add);
    }

    private List<String> candidates(boolean contactless) {
        return selection().candidates(card(), contactless).stream()
                .map(Bytes::toHex)
                .toList();
    }

    @Test
    void thePriorityOfTheCardDecidesAndAnAbsentOneComesLast() {
        answer(Commands.selectPpse(), directory(entry(A, "00"), entry("A0000000041010", "01"), entry(B, "82")));

        assertThat(candidates(true)).containsExactly(B, A);
    }

    @Test
    void aCardWithoutCommonApplicationIsSentAway() {
        answer(Commands.selectPpse(), directory(entry("A0000000041010", "01")));

        assertThatThrownBy(() -> candidates(true)).isInstanceOf(TapEnded.class).hasMessageContaining("lists no");
    }

    @Test
    void overContactsTheRecordsOfTheDirectoryCount() {
        answer(Commands.select(Commands.PSE), fci(Commands.PSE.toHex(), Counter.tlv(Tags.SFI, "01")) + "9000");
        answer(Commands.readRecord(1, 1), Counter.tlv(Tags.RECORD, entry(A, "02")) + "9000");
        answer(Commands.readRecord(1, 2), Counter.tlv(Tags.RECORD, entry(B, "01")) + "9000");
        answers.put(Commands.readRecord(1, 3).toBytes().toHex(), "6A83");

        assertThat(candidates(false)).containsExactly(B, A);
    }

    @Test
    void withoutDirectoryEachNameOfTheTerminalIsTriedAndABlockedOnePassedOver() {
        answer(Commands.select(Bytes.hex(A)), fci(A, "") + "6283");
        answer(Commands.select(Bytes.hex(B)), fci(B, Counter.tlv(Tags.APPLICATION_PRIORITY, "01")) + "9000");

        assertThat(candidates(false)).containsExactly(B);
    }

    @Test
    void aPartialNameFindsEveryApplicationThatBeginsSo() {
        Counter partial = new Counter(Counter.config().with(List.of(Bytes.hex("F054415001"))));
        Bytes name = Bytes.hex("F054415001");
        answer(Commands.select(name), fci(B, Counter.tlv(Tags.APPLICATION_PRIORITY, "02")) + "9000");
        int[] next = {0};
        CardDialogue card = partial.card(command -> {
            boolean isNext = command.equals(Commands.selectNext(name).toBytes());
            if (isNext && next[0]++ == 0) {
                return Bytes.hex(fci(B2, Counter.tlv(Tags.APPLICATION_PRIORITY, "01")) + "9000");
            }
            return Bytes.hex(isNext ? "6A82" : answers.getOrDefault(command.toHex(), "6A82"));
        });

        assertThat(new Selection(partial.terminal.config(), partial.events::add).candidates(card, false))
                .extracting(Bytes::toHex)
                .containsExactly(B2, B);
    }

    @Test
    void aBlockedCardIsNotTriedFurther() {
        answers.put(Commands.select(Commands.PSE).toBytes().toHex(), "6A81");

        assertThatThrownBy(() -> candidates(false)).isInstanceOf(TapEnded.class).hasMessageContaining("blocked");
        assertThat(counter.sent).hasSize(1);
    }

    @Test
    void whatCannotBeSelectedOrDoesNotWantTheTransactionGivesWayToTheNext() {
        answer(Commands.selectPpse(), directory(entry(A, "01"), entry(B, "02")));
        answer(Commands.select(Bytes.hex(A)), fci(A, "") + "6283");
        answer(Commands.select(Bytes.hex(B)), fci(B, "") + "9000");
        answers.put(Commands.gpo(Bytes.empty()).toBytes().toHex(), "6985");
        Transaction transaction = counter.transaction(100, TransactionValues.PURCHASE, Medium.CONTACTLESS);

        assertThatThrownBy(() -> new ApplicationInitiation(selection(), counter.events::add).open(card(), transaction))
                .isInstanceOf(TapEnded.class)
                .hasMessageContaining("try another card");
        assertThat(counter.events).hasSize(2);
        assertThat(counter.events.get(0)).asString().contains("6283");
        assertThat(counter.events.get(1)).asString().contains("select next");
    }
}

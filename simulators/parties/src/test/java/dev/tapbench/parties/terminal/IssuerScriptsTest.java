package dev.tapbench.parties.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tsi;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.CardRemovedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Issuer scripts (EMV Book 3, 10.10; results as in EMV Book 4, Annex A5). */
class IssuerScriptsTest {
    private final Counter counter = new Counter();
    private final Transaction transaction = counter.purchase(100);

    private static Tlv template(int tag, String... commands) {
        StringBuilder content = new StringBuilder(Counter.tlv(Tags.SCRIPT_IDENTIFIER, "0000002A"));
        for (String command : commands) {
            content.append(Counter.tlv(Tags.SCRIPT_COMMAND, command));
        }
        return Tlv.parse(Bytes.hex(Counter.tlv(tag, content.toString())));
    }

    private IssuerScripts scripts(String... statuses) {
        List<String> left = new ArrayList<>(List.of(statuses));
        return new IssuerScripts(
                counter.terminal,
                counter.card(command -> {
                    if (left.get(0).isEmpty()) {
                        throw new CardRemovedException("gone");
                    }
                    return Bytes.hex(left.remove(0));
                }),
                transaction);
    }

    @Test
    void allCommandsGoToTheCardInTheirOrderAndTheIssuerHearsOfIt() {
        IssuerScripts scripts = scripts("9000", "6283", "63C2");
        scripts.beforeSecondCryptogram(
                List.of(template(Tags.SCRIPT_BEFORE_AC, "8C1E000000", "8C18000000", "8C16000000")));

        assertThat(counter.sent).extracting(command -> command.ins()).containsExactly(0x1E, 0x18, 0x16);
        assertThat(scripts.results().toHex()).isEqualTo("200000002A");
        assertThat(transaction.tvr()).hasToString("0000000000");
        assertThat(transaction.tsi().has(Tsi.Bit.SCRIPT_PROCESSING_PERFORMED)).isTrue();
    }

    @Test
    void theFirstFailureEndsItsTemplateAndIsNumbered() {
        IssuerScripts scripts = scripts("9000", "6988", "9000");
        scripts.beforeSecondCryptogram(
                List.of(template(Tags.SCRIPT_BEFORE_AC, "8C1E000000", "8C18000000", "8C16000000")));
        scripts.afterSecondCryptogram(List.of(template(Tags.SCRIPT_AFTER_AC, "8C16000000")));

        assertThat(counter.sent).hasSize(3);
        assertThat(scripts.results().toHex()).isEqualTo("120000002A" + "200000002A");
        assertThat(transaction.tvr()).hasToString("0000000020");
    }

    @Test
    void afterTheSecondCryptogramAnotherBitTells() {
        scripts("6A80").afterSecondCryptogram(List.of(template(Tags.SCRIPT_AFTER_AC, "8C1E000000")));

        assertThat(transaction.tvr()).hasToString("0000000010");
    }

    @Test
    void whatIsNoCommandIsNotSentAndACardThatLeftGetsNoMore() {
        IssuerScripts broken = scripts("9000");
        broken.afterSecondCryptogram(List.of(template(Tags.SCRIPT_AFTER_AC, "8C1E")));
        assertThat(broken.results().toHex()).isEqualTo("110000002A");
        assertThat(counter.sent).isEmpty();

        IssuerScripts gone = scripts("");
        gone.afterSecondCryptogram(List.of(
                template(Tags.SCRIPT_AFTER_AC, "8C1E000000", "8C18000000"),
                template(Tags.SCRIPT_AFTER_AC, "8C16000000")));
        assertThat(gone.results().toHex()).isEqualTo("110000002A" + "000000002A");
        assertThat(counter.sent).hasSize(1);
    }
}

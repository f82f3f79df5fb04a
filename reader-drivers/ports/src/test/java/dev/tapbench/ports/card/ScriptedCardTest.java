package dev.tapbench.ports.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tapbench.ports.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedCardTest {
    @Nested
    class Contract extends ReaderContract {
        private final ScriptedCard card = ScriptedCard.named("script")
                .alwaysAnswers("00B0000000", "01029000")
                .alwaysAnswers("00D00000", "6985");

        @Override
        protected Reader open() {
            return card.reader(Medium.CONTACTLESS);
        }

        @Override
        protected Card card(Reader opened) {
            return card;
        }

        @Override
        protected Bytes command() {
            return Bytes.hex("00B0000000");
        }

        @Override
        protected Bytes response() {
            return Bytes.hex("01029000");
        }

        @Override
        protected Bytes refusedCommand() {
            return Bytes.hex("00D00000");
        }

        @Override
        protected Bytes refusal() {
            return Bytes.hex("6985");
        }
    }

    private static Bytes send(CardLink link, String command) {
        return Bytes.of(link.transmit(Bytes.hex(command).toArray()));
    }

    @Test
    void playsItsScriptInOrderOverSeveralTaps() {
        ScriptedCard card = ScriptedCard.parse("script", """
                # first tap
                > 00A40400
                < 6F00 9000
                > 80A80000
                < 6985
                """);
        assertThat(send(card.link(), "00A40400")).isEqualTo(Bytes.hex("6F009000"));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(card::requireDone)
                .withMessage("card 'script': 1 of 2 expected commands did not come; the next is 80A80000");
        assertThat(send(card.link(), "80A80000")).isEqualTo(Bytes.hex("6985"));
        assertThatCode(card::requireDone).doesNotThrowAnyException();
    }

    @Test
    void anUnexpectedCommandSaysWhatWasExpectedWhatCameAndWhere() {
        ScriptedCard card = ScriptedCard.named("script").answers("00A40400", "9000");
        CardLink link = card.link();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> send(link, "80AE0000"))
                .withMessage("card 'script', command 1 of 1: expected 00A40400, came 80AE0000");
        send(link, "00A40400");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> send(link, "00A40400"))
                .withMessage("card 'script', command 2 of 1: expected no command any more, came 00A40400");
    }

    @ParameterizedTest
    @CsvSource({
        "'< 9000', line 1 of the script: expected '> command'",
        "'> 00A4\n> 00A4', line 2 of the script: expected '< response'",
        "'> 00XY', line 1 of the script: expected hexadecimal digits",
        "'> 00A4', the script ends without a response to 00A4"
    })
    void aWrongScriptNamesTheLine(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScriptedCard.parse("script", text))
                .withMessageContaining(message);
    }
}

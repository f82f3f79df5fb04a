package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a phone's user may set: always ask, ask above an amount, ask every so many taps; and disarming. */
class UserSettingsTest {
    private static final String ONE = "000000000100";
    private static final String NO_AMOUNT = "FFFFFFFFFFFF";

    private final TestCard card = new TestCard(true, 1, 0x15);
    private final Terminal terminal = new Terminal(card);

    /** A limit of 3 taps and 50.00; a tap over it, and the right passcode. */
    @BeforeEach
    void verified() {
        card.personalize(Profile.phone());
        for (int i = 0; i < 4; i++) {
            terminal.pay(ONE);
        }
        terminal.passcode(Terminal.RIGHT_PIN).ok();
    }

    private String set(String settings) {
        return card.send("00DADF24" + "%02X".formatted(settings.length() / 2) + settings)
                .status();
    }

    private static boolean asks(Ac ac) {
        return ac.has(0xDF4B);
    }

    /** The passcode armed a tap: use it up. */
    private void consummate() {
        Ac tc = terminal.pay(ONE);
        assertThat(tc.type()).isEqualTo(0x40);
        assertThat(tc.cvr()[2] & 0x04).as("armed").isEqualTo(4);
    }

    @Test
    void alwaysAskAsksAtEachTap() {
        assertThat(set("01" + NO_AMOUNT + "FF")).isEqualTo("9000");
        consummate();
        Ac asking = terminal.pay("000000000001");
        assertThat(asks(asking)).isTrue();
        assertThat(hex(asking.cvr())).isEqualTo("8030080000");
        terminal.passcode(Terminal.RIGHT_PIN).ok();
        assertThat(terminal.pay("000000000001").type()).isEqualTo(0x40);
    }

    @Test
    void askAboveAnAmountAsksAboveItOnly() {
        assertThat(set("00" + "000000000200" + "FF")).isEqualTo("9000");
        consummate();
        assertThat(asks(terminal.pay("000000000200"))).as("equal passes").isFalse();
        assertThat(asks(terminal.pay("000000000201"))).isTrue();
    }

    @Test
    void askEverySoManyTapsAsksBeforeTheIssuerWould() {
        assertThat(set("00" + NO_AMOUNT + "01")).isEqualTo("9000");
        consummate();
        assertThat(asks(terminal.pay(ONE))).isFalse();
        assertThat(asks(terminal.pay(ONE))).isTrue();
    }

    @Test
    void theIssuersLimitHoldsWhateverTheUserSet() {
        assertThat(set("00" + "000000005000" + "03")).isEqualTo("9000");
        consummate();
        for (int i = 0; i < 3; i++) {
            assertThat(asks(terminal.pay(ONE))).isFalse();
        }
        assertThat(asks(terminal.pay(ONE))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "00 000000005001 FF, 6A80", // looser than 50.00
        "00 FFFFFFFFFFFF 04, 6A80", // looser than 3 taps
        "00 00000000010A FF, 6A80",
        "02 FFFFFFFFFFFF FF, 6A80",
        "00 FFFFFFFFFFFF, 6700",
    })
    void whatIsLooserThanTheIssuersIsRefusedAsAWhole(String settings, String status) {
        assertThat(set("01" + NO_AMOUNT + "FF")).isEqualTo("9000");
        assertThat(set(settings.replace(" ", ""))).isEqualTo(status);
        consummate();
        assertThat(asks(terminal.pay("000000000001")))
                .as("the earlier settings stand")
                .isTrue();
    }

    @Test
    void withoutAValidPasscodeInThisActivationNothingIsSet() {
        card.wired().select().ok();
        assertThat(set("00" + NO_AMOUNT + "FF")).isEqualTo("6985");
        consummate();
        for (int i = 0; i < 4; i++) {
            terminal.pay(ONE);
        }
        assertThat(terminal.passcode(Terminal.WRONG_PIN).status()).isEqualTo("63C2");
        assertThat(set("00" + NO_AMOUNT + "FF")).isEqualTo("6985");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00DADF240801FFFFFFFFFFFFFF", "00DADF250101"})
    void nothingIsTakenThroughTheAntennaOrByACard(String command) {
        card.tap().select().ok();
        assertThat(card.send(command).status()).isEqualTo("6985");
        TestCard plain = new TestCard().personalize(Profile.prepaid());
        plain.wired().select().ok();
        assertThat(plain.send(command).status()).isEqualTo("6985");
    }

    @Test
    void disarmingTakesTheNextTapBackToWhatTheCountersSay() {
        assertThat(card.send("00DADF250101").status()).isEqualTo("9000");
        assertThat(hex(terminal.pay(ONE).cvr())).as("not armed").isEqualTo("9830000000");
        assertThat(card.send("00DADF250101").status()).isEqualTo("6985");
        card.wired().select().ok();
        assertThat(card.send("00DADF2500").status()).isEqualTo("6700");
        assertThat(card.send("00DADF260101").status()).isEqualTo("6A88");
    }

    @Test
    void disarmingAlsoForgetsWhatATapAskedFor() {
        consummate();
        for (int i = 0; i < 4; i++) {
            terminal.pay(ONE);
        }
        card.wired().select().ok();
        card.send("00DADF250101").ok();
        assertThat(terminal.passcode(Terminal.RIGHT_PIN).status()).isEqualTo("6985");
    }
}

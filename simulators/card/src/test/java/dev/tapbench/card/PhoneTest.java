package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import org.junit.jupiter.api.Test;

class PhoneTest {
    private static final String TEN = "000000001000";
    private static final String ONE = "000000000100";

    private final Profile profile = Profile.phone();
    private TestCard card = new TestCard(true, 1, 0x15);
    private Terminal terminal = new Terminal(card);

    private void personalized() {
        card.personalize(profile);
    }

    /** First count and amount, second count and amount. */
    private String counters() {
        card.wired().select().ok();
        String all = hex(card.getData("DF23"));
        return all.substring(0, 14) + " " + all.substring(42, 56);
    }

    private Ac tapsUpToTheLimit() {
        for (int i = 0; i < 3; i++) {
            assertThat(terminal.pay(ONE).type()).isEqualTo(0x40);
        }
        return terminal.pay(TEN);
    }

    @Test
    void overTheLimitThePasscodeResetsAndTheSecondTapPays() {
        personalized();
        Ac asks = tapsUpToTheLimit();
        assertThat(asks.type()).isZero();
        assertThat(hex(asks.cvr())).isEqualTo("8030080000");
        assertThat(hex(asks.value(0xDF4B))).isEqualTo("100000");
        assertThat(counters()).isEqualTo("03000000000300 03000000000300");

        assertThat(terminal.passcode(Terminal.RIGHT_PIN).status()).isEqualTo("9000");
        assertThat(counters()).as("only the second pair").isEqualTo("03000000000300 00000000000000");

        Ac tc = terminal.pay(TEN);
        assertThat(tc.type()).isEqualTo(0x40);
        assertThat(hex(tc.cvr())).isEqualTo("9838040000");
        assertThat(counters()).as("not counted in the second pair").isEqualTo("04000000001300 00000000000000");
        // Armed for one transaction: the next one counts again.
        terminal.pay(ONE);
        assertThat(counters()).isEqualTo("05000000001400 01000000000100");
    }

    @Test
    void thePhonesProcessorLearnsOverTheWireWhatATapAskedFor() {
        personalized();
        terminal.pay(ONE);
        card.wired().select().ok();
        assertThat(hex(card.getData("DF4B"))).as("after a payment").isEqualTo("000000");
        terminal.pay(ONE);
        terminal.pay(ONE);
        terminal.pay(TEN);
        card.wired().select().ok();
        assertThat(hex(card.getData("DF4B"))).as("over the limit").isEqualTo("100000");
        terminal.passcode(Terminal.RIGHT_PIN);
        assertThat(hex(card.getData("DF4B"))).as("after the passcode").isEqualTo("000000");
        card.tap().select().ok();
        assertThat(card.send("80CADF4B00").status()).as("through the antenna").isEqualTo("6A88");
    }

    @Test
    void aWrongPasscodeResetsNothingAndCounts() {
        personalized();
        tapsUpToTheLimit();
        assertThat(terminal.passcode(Terminal.WRONG_PIN).status()).isEqualTo("63C2");
        assertThat(counters()).isEqualTo("03000000000300 03000000000300");
        assertThat(terminal.pay(TEN).has(0xDF4B)).isTrue();
        assertThat(terminal.passcode(Terminal.RIGHT_PIN).status()).isEqualTo("9000");
        assertThat(hex(card.getData("9F17"))).isEqualTo("03");
    }

    @Test
    void exhaustedTriesStayExhausted() {
        personalized();
        tapsUpToTheLimit();
        terminal.passcode(Terminal.WRONG_PIN);
        terminal.passcode(Terminal.WRONG_PIN);
        assertThat(terminal.passcode(Terminal.WRONG_PIN).status()).isEqualTo("63C0");
        assertThat(terminal.passcode(Terminal.RIGHT_PIN).status()).isEqualTo("6983");
        Ac asks = terminal.pay(TEN);
        assertThat(asks.type()).isZero();
        assertThat(hex(asks.cvr())).isEqualTo("8002080000");
    }

    @Test
    void noFundsNoPrompt() {
        personalized();
        for (int i = 0; i < 3; i++) {
            terminal.pay(ONE);
        }
        terminal.terminalType = Terminal.ONLINE_CAPABLE;
        Ac aac = terminal.pay("000000001701");
        assertThat(aac.type()).isZero();
        assertThat(aac.has(0xDF4B)).isFalse();
        assertThat(terminal.passcode(Terminal.RIGHT_PIN).status()).isEqualTo("6985");
    }

    @Test
    void aPasscodeThatNoTapAskedForChangesNothing() {
        personalized();
        terminal.pay(ONE);
        assertThat(terminal.passcode(Terminal.RIGHT_PIN).status()).isEqualTo("6985");
        assertThat(terminal.passcode(Terminal.WRONG_PIN).status()).isEqualTo("6985");
        assertThat(hex(card.getData("9F17"))).isEqualTo("03");
        assertThat(counters()).isEqualTo("01000000000100 01000000000100");
    }

    @Test
    void thePasscodeDoesNotGoThroughTheAntenna() {
        personalized();
        tapsUpToTheLimit();
        card.tap().select().ok();
        assertThat(card.send("0020008008" + Terminal.RIGHT_PIN).status()).isEqualTo("6985");
    }

    @Test
    void aGreaterAmountThanTheOneArmedForIsRefusedAndDisarms() {
        personalized();
        tapsUpToTheLimit();
        terminal.passcode(Terminal.RIGHT_PIN).ok();
        assertThat(terminal.pay("000000001001").type()).isZero();
        Ac next = terminal.pay(TEN);
        assertThat(next.type()).isEqualTo(0x40);
        assertThat(hex(next.cvr())).as("no longer armed").isEqualTo("9830000000");
        assertThat(counters()).isEqualTo("04000000001300 01000000001000");
    }

    @Test
    void anotherTypeDisarms() {
        personalized();
        tapsUpToTheLimit();
        terminal.passcode(Terminal.RIGHT_PIN).ok();
        assertThat(terminal.loadFirst(ONE).type()).isZero();
    }

    @Test
    void aResetDisarms() {
        personalized();
        tapsUpToTheLimit();
        terminal.passcode(Terminal.RIGHT_PIN).ok();
        card.reset();
        assertThat(hex(terminal.pay(TEN).cvr())).isEqualTo("9830000000");
    }

    @Test
    void aPhonePaysThroughItsAntennaOnly() {
        personalized();
        card.wired().select().ok();
        assertThat(card.send("80A8000002830000").status()).isEqualTo("6985");
        assertThat(card.send("80AE40001E" + "00".repeat(30) + "00").status()).isEqualTo("6985");
    }

    /** The profile's choice: any of count and amount, or both (the claim's own case). */
    @Test
    void bothMustBeOverWhereTheProfileSaysAll() {
        profile.mode = "02";
        profile.secondAmount = "000000000400";
        personalized();
        for (int i = 0; i < 4; i++) {
            assertThat(terminal.pay(ONE).type()).isEqualTo(0x40);
        }
        assertThat(terminal.pay("000000000000").type())
                .as("count over, amount equal")
                .isEqualTo(0x40);
        assertThat(terminal.pay(ONE).has(0xDF4B)).as("both over").isTrue();
    }

    @Test
    void requestsCountInTheSecondPairAndLoadsInNeither() {
        personalized();
        terminal.tap("80", ONE, "00");
        assertThat(counters()).isEqualTo("00000000000000 01000000000100");
        terminal.loadFirst(ONE);
        assertThat(counters()).isEqualTo("00000000000000 01000000000100");
    }

    @Test
    void aCardOverTheLimitDeclinesAndAsksForNothingItCannotTake() {
        profile.device = "02";
        card = new TestCard();
        terminal = new Terminal(card);
        personalized();
        Ac declined = tapsUpToTheLimit();
        assertThat(declined.type()).isZero();
        assertThat(declined.has(0xDF4B)).isFalse();
        assertThat(hex(declined.cvr())).isEqualTo("8030080000");
    }

    @Test
    void aPhoneIsLoadedInThreeTapsToo() {
        personalized();
        Ac arqc = terminal.loadFirst(TEN);
        assertThat(terminal.loadSecond("50", TEN, terminal.issuerAnswer(arqc, "00800000"))
                        .type())
                .isEqualTo(0x40);
        assertThat(terminal.loadThird(Terminal.RIGHT_PIN).status()).isEqualTo("9000");
        assertThat(hex(card.getData("9F50"))).isEqualTo("000000003000");
    }
}

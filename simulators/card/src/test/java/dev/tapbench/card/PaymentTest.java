package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import org.junit.jupiter.api.Test;

class PaymentTest {
    private static Terminal terminal(Profile profile) {
        return new Terminal(new TestCard().personalize(profile));
    }

    @Test
    void aPurchaseOfflineIsSignedAndDebited() {
        Terminal terminal = terminal(Profile.prepaid());
        Ac tc = terminal.pay("000000000750");
        assertThat(tc.type()).isEqualTo(0x40);
        assertThat(tc.has(0x9F4B)).isTrue();
        assertThat(hex(tc.iad())).isEqualTo("0FA501" + "9830000000" + "0000000000001250" + "0F" + "00".repeat(15));
        assertThat(terminal.tap("40", "000000001250", "00").type())
                .as("equal passes")
                .isEqualTo(0x40);
        assertThat(hex(terminal.card.getData("9F50"))).isEqualTo("000000000000");
    }

    @Test
    void fundsShortDeclinesOfflineAndGoesOnlineWherePossible() {
        Terminal terminal = terminal(Profile.prepaid());
        Ac aac = terminal.pay("000000002001");
        assertThat(aac.type()).isZero();
        assertThat(hex(aac.cvr())).isEqualTo("8030100000");
        terminal.terminalType = Terminal.ONLINE_CAPABLE;
        assertThat(terminal.pay("000000002001").type()).isEqualTo(0x80);
        assertThat(hex(terminal.card.getData("9F50"))).isEqualTo("000000002000");
    }

    @Test
    void lowerCountGoesOnlineUpperCountDeclines() {
        Profile profile = Profile.prepaid();
        profile.lowerCount = "01";
        profile.upperCount = "02";
        Terminal terminal = terminal(profile);
        terminal.terminalType = Terminal.ONLINE_CAPABLE;
        assertThat(terminal.pay("000000000001").type()).isEqualTo(0x40);
        Ac online = terminal.pay("000000000001");
        assertThat(online.type()).isEqualTo(0x80);
        assertThat(hex(online.cvr())).isEqualTo("A830800000");
        terminal.terminalType = Terminal.OFFLINE_ONLY;
        assertThat(terminal.pay("000000000001").type()).isEqualTo(0x40);
        Ac declined = terminal.pay("000000000001");
        assertThat(declined.type()).isZero();
        assertThat(hex(declined.cvr())).isEqualTo("8031C00000");
    }

    @Test
    void aLineCardHasALowerAmountLimit() {
        Profile line = Profile.prepaid();
        line.kind = "02";
        line.lowerAmount = "000000001000";
        line.funds = "FFFFFFFFFFFF";
        Terminal terminal = terminal(line);
        terminal.terminalType = Terminal.ONLINE_CAPABLE;
        assertThat(terminal.pay("000000001000").type()).isEqualTo(0x40);
        assertThat(terminal.pay("000000000001").type()).isEqualTo(0x80);
        assertThat(hex(terminal.card.getData("9F50"))).isEqualTo("000099999999");
        assertThat(terminal.loadFirst("000000000001").type())
                .as("a line is not loaded")
                .isZero();
    }

    @Test
    void anotherCurrencyIsDeclinedAndEntersNoAccumulator() {
        Terminal terminal = terminal(Profile.prepaid());
        terminal.currency = "0840";
        assertThat(terminal.pay("000000000100").type()).isZero();
        assertThat(hex(terminal.card.getData("9F50"))).isEqualTo("000000002000");
    }

    @Test
    void anAacCountsNowhere() {
        Terminal terminal = terminal(Profile.phone());
        terminal.tap("00", "000000000100", "20");
        terminal.card.wired().select().ok();
        assertThat(hex(terminal.card.getData("DF23")))
                .startsWith("00000000000000")
                .contains("00".repeat(7) + "03");
    }

    @Test
    void theCardKeepsTheOrderOfCommands() {
        Terminal terminal = terminal(Profile.prepaid());
        TestCard card = terminal.card;
        card.tap().select().ok();
        String data = hex(terminal.data("000000000100", "00"));
        assertThat(card.send("80AE40001E" + data + "2300").status())
                .as("before GPO")
                .isEqualTo("6985");
        card.send("80A8000002830000").ok();
        assertThat(card.send("80A8000002830000").status()).as("GPO twice").isEqualTo("6985");
        assertThat(card.send("80AEC0001E" + data + "2300").status()).isEqualTo("6A86");
        assertThat(card.send("80AE40001D" + data + "00").status()).isEqualTo("6700");
        assertThat(card.send("80AE40001E" + "00000000010A" + data.substring(12) + "2300")
                        .status())
                .isEqualTo("6A80");
        card.send("80AE40001E" + data + "2300").ok();
        assertThat(card.send("80AE40001E" + data + "2300").status()).as("twice").isEqualTo("6985");
        assertThat(card.send("80CADF2300").status())
                .as("counters over the antenna")
                .isEqualTo("6985");
    }

    /** EMV Book 2, 8.1: a session key must not come twice; the highest counter value gives no value away. */
    @Test
    void theHighestTransactionCounterDeclines() {
        Terminal terminal = terminal(Profile.prepaid());
        for (int i = 0; i < 0xFFFD; i++) {
            terminal.begin();
        }
        assertThat(terminal.pay("000000000001").type()).isEqualTo(0x40);
        Ac last = terminal.pay("000000000001");
        assertThat(hex(last.atc())).isEqualTo("FFFF");
        assertThat(last.type()).isZero();
        assertThat(hex(terminal.pay("000000000001").atc()))
                .as("it never goes back")
                .isEqualTo("FFFF");
        assertThat(terminal.loadFirst("000000000001").type()).isZero();
    }
}

package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** VERIFY behind GET PROCESSING OPTIONS, over contacts: the offline PIN of an ordinary transaction. */
class OfflinePinTest {
    private static final String TEN = "000000001000";

    private TestCard card = new TestCard().personalize(Profile.prepaid());
    private Terminal terminal = new Terminal(card);

    private void use(Profile profile) {
        card = new TestCard().personalize(profile);
        terminal = new Terminal(card);
    }

    private void insert() {
        card.wired();
        terminal.begin();
    }

    private String plain(String pinBlock) {
        return card.send("0020008008" + pinBlock).status();
    }

    private String enciphered(String pinBlock) {
        return terminal.verify(pinBlock, terminal.challenge(), "7F").status();
    }

    private Ac pay() {
        return terminal.generate("40", join(terminal.data(TEN, "00"), hex("22")));
    }

    private String secondPair() {
        card.wired().select().ok();
        return hex(slice(card.getData("DF23"), 21, 7));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRightPinIsToldAndResetsTheSecondPair(boolean plain) {
        terminal.pay("000000000500");
        assertThat(secondPair()).isEqualTo("01000000000500");
        insert();
        assertThat(plain ? plain(Terminal.WRONG_PIN) : enciphered(Terminal.WRONG_PIN))
                .isEqualTo("63C2");
        assertThat(plain ? plain(Terminal.RIGHT_PIN) : enciphered(Terminal.RIGHT_PIN))
                .isEqualTo("9000");
        Ac tc = pay();
        assertThat(tc.type()).isEqualTo(0x40);
        assertThat(hex(tc.cvr())).isEqualTo("9038000000");
        assertThat(secondPair()).isEqualTo("00000000000000");
    }

    @Test
    void aWrongPinIsToldAndResetsNothing() {
        terminal.pay("000000000500");
        insert();
        assertThat(enciphered(Terminal.WRONG_PIN)).isEqualTo("63C2");
        assertThat(hex(pay().cvr())).isEqualTo("902C000000");
        assertThat(secondPair()).isEqualTo("01000000000500");
    }

    @Test
    void theLastWrongPinEndsTheTries() {
        insert();
        assertThat(plain(Terminal.WRONG_PIN)).isEqualTo("63C2");
        assertThat(enciphered(Terminal.WRONG_PIN)).isEqualTo("63C1");
        assertThat(plain(Terminal.WRONG_PIN)).isEqualTo("63C0");
        assertThat(plain(Terminal.RIGHT_PIN)).isEqualTo("6983");
        assertThat(enciphered(Terminal.RIGHT_PIN)).isEqualTo("6983");
        assertThat(hex(pay().cvr())).isEqualTo("900E000000");
        insert();
        assertThat(hex(pay().cvr())).as("nobody tried this time").isEqualTo("9002000000");
    }

    @Test
    void aChallengeServesOnceAndOnlyTheNextCommand() {
        insert();
        byte[] challenge = terminal.challenge();
        assertThat(terminal.verify(Terminal.WRONG_PIN, challenge, "7F").status())
                .isEqualTo("63C2");
        assertThat(terminal.verify(Terminal.RIGHT_PIN, challenge, "7F").status())
                .isEqualTo("6984");
        byte[] spent = terminal.challenge();
        assertThat(plain(Terminal.WRONG_PIN)).isEqualTo("63C1");
        assertThat(terminal.verify(Terminal.RIGHT_PIN, spent, "7F").status()).isEqualTo("6984");
        byte[] old = terminal.challenge();
        card.getData("9F17");
        assertThat(terminal.verify(Terminal.RIGHT_PIN, old, "7F").status()).isEqualTo("6984");
        assertThat(hex(card.getData("9F17"))).as("no try was spent").isEqualTo("01");
    }

    @Test
    void whatDoesNotOpenSpendsNoTry() {
        insert();
        assertThat(terminal.verify(Terminal.RIGHT_PIN, terminal.challenge(), "6A")
                        .status())
                .isEqualTo("6984");
        assertThat(terminal.verify(Terminal.RIGHT_PIN, new byte[8], "7F").status())
                .isEqualTo("6984");
        terminal.challenge();
        assertThat(card.send("0020008880" + "FF".repeat(128)).status())
                .as("no number below the modulus")
                .isEqualTo("6984");
        assertThat(hex(card.getData("9F17"))).isEqualTo("03");
        assertThat(hex(pay().cvr())).isEqualTo("9030000000");
    }

    @Test
    void itIsTakenBetweenOptionsAndTheFirstCryptogramOnly() {
        card.wired().select().ok();
        assertThat(plain(Terminal.RIGHT_PIN)).isEqualTo("6985");
        card.send("80A8000002830000").ok();
        pay();
        assertThat(plain(Terminal.RIGHT_PIN)).isEqualTo("6985");
        assertThat(enciphered(Terminal.RIGHT_PIN)).isEqualTo("6985");
        card.tap();
        terminal.begin();
        assertThat(plain(Terminal.RIGHT_PIN)).as("over the antenna").isEqualTo("6985");
        assertThat(enciphered(Terminal.RIGHT_PIN)).isEqualTo("6985");
        assertThat(hex(card.getData("9F17"))).isEqualTo("03");
    }

    @Test
    void headerAndLengthAreHeldToTheStandard() {
        insert();
        assertThat(card.send("0020008108" + Terminal.RIGHT_PIN).status()).isEqualTo("6A86");
        assertThat(card.send("0020018008" + Terminal.RIGHT_PIN).status()).isEqualTo("6A86");
        assertThat(card.send("8020008008" + Terminal.RIGHT_PIN).status()).isEqualTo("6E00");
        assertThat(card.send("0020008007" + Terminal.RIGHT_PIN.substring(2)).status())
                .isEqualTo("6700");
        terminal.challenge();
        assertThat(card.send("002000887F" + "00".repeat(127)).status()).isEqualTo("6700");
    }

    @Test
    void aPinKeyOfItsOwnIsUsedWhereThereIsOne() {
        RSAPrivateCrtKey key = TestCard.rsaKey(1280);
        Profile profile = Profile.prepaid();
        profile.pinKey = Optional.of(key);
        use(profile);
        insert();
        assertThat(enciphered(Terminal.RIGHT_PIN)).as("under the ICC key").isEqualTo("6700");
        assertThat(terminal.verify(Terminal.RIGHT_PIN, terminal.challenge(), "7F", key.getModulus())
                        .status())
                .isEqualTo("9000");
    }
}

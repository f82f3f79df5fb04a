package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.card.TestCard.Profile;
import dev.tapbench.risk.CvmMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the issuer wants beside the limits: DGI 3002 and 3003 with their optional objects, and 8011, 9011, 8012 of a phone. */
class DeviceRulesTest {
    private static final String ONE = "000000000100";
    private static final List<CvmMethod> ALL = List.of(CvmMethod.PASSCODE, CvmMethod.PATTERN, CvmMethod.SENSOR);

    private static Profile phone(List<CvmMethod> methods) {
        Profile profile = Profile.phone();
        profile.methods = methods;
        return profile;
    }

    /** A phone that asks for its holder now. */
    private static Terminal asking(Profile profile) {
        Terminal terminal = new Terminal(new TestCard(true, 1, 0x15).personalize(profile));
        for (int i = 0; i < 4; i++) {
            terminal.pay(ONE);
        }
        terminal.card.wired().select().ok();
        return terminal;
    }

    private static String verify(Terminal terminal, String qualifier, String data) {
        return terminal.card.send("002000" + qualifier + "08" + data).status();
    }

    private static String sensor(byte[] challenge) {
        return hex(HostCrypto.retailMac(TestCard.SENSOR_KEY, challenge));
    }

    /** Equal passes; one unit more asks, on a phone for its holder, and on a card by declining. */
    @Test
    void aboveAnAmountTheHolderIsAlwaysAskedFor() {
        Profile card = Profile.prepaid();
        card.moreSecond = "DF4E06000000000500";
        Terminal terminal = new Terminal(new TestCard().personalize(card));
        assertThat(terminal.pay("000000000501").type()).isZero();
        assertThat(terminal.pay("000000000500").type()).isEqualTo(0x40);

        Profile phone = Profile.phone();
        phone.moreSecond = "DF4E06000000000500";
        Terminal phones = new Terminal(new TestCard(true, 1, 0x15).personalize(phone));
        assertThat(phones.pay("000000000501").has(0xDF4B)).isTrue();
        phones.passcode(Terminal.RIGHT_PIN).ok();
        assertThat(phones.pay("000000000501").type())
                .as("the holder was verified")
                .isEqualTo(0x40);
    }

    /** EMV Book 4, A1: 25 is unattended and can go online, 26 is not, 22 and 23 are attended. */
    @ParameterizedTest
    @CsvSource({"01, 26, 40", "01, 23, 00", "00, 26, 00", "02, 23, 00", "02, 26, 00"})
    void terminalsAreToldApart(String rules, String terminalType, String type) {
        Profile profile = Profile.phone();
        profile.moreDevice = "DF4F01" + rules;
        Terminal terminal = asking(profile);
        terminal.terminalType = terminalType;
        assertThat(terminal.pay(ONE).type()).isEqualTo(Integer.parseInt(type, 16));
    }

    /** Exempt is only the issuer's own pair: what the issuer wants above an amount is asked for there as well. */
    @Test
    void anUnattendedTerminalIsCountedAndNotExemptFromAnAmount() {
        Profile profile = Profile.phone();
        profile.moreDevice = "DF4F0101";
        profile.moreSecond = "DF4E06000000000100";
        Terminal terminal = asking(profile);
        terminal.terminalType = "26";
        assertThat(hex(terminal.pay(ONE).cvr()))
                .as("it tells that the limit tripped")
                .isEqualTo("9830080000");
        terminal.card.wired().select().ok();
        assertThat(terminal.card.getData("DF23")[21]).as("counted").isEqualTo((byte) 4);
        assertThat(terminal.pay("000000000101").has(0xDF4B)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "01 FFFFFFFFFFFF FF, 6A80", // may not always be asked
        "00 000000000199 FF, 6A80",
        "00 000000000200 FF, 9000",
        "00 000000000400 FF, 9000",
        "00 000000000401 FF, 6A80",
        "00 FFFFFFFFFFFF 00, 6A80",
        "00 FFFFFFFFFFFF 01, 9000",
        "00 FFFFFFFFFFFF 02, 9000",
        "00 FFFFFFFFFFFF 03, 6A80",
        "00 FFFFFFFFFFFF FF, 9000",
    })
    void theUserGoesAsFarAsTheIssuerLets(String settings, String status) {
        Profile profile = Profile.phone();
        profile.moreDevice = "DF260F" + "00" + "000000000200" + "000000000400" + "0102";
        Terminal terminal = asking(profile);
        assertThat(verify(terminal, "80", Terminal.RIGHT_PIN)).isEqualTo("9000");
        String value = settings.replace(" ", "");
        assertThat(terminal.card.send("00DADF2408" + value).status()).isEqualTo(status);
    }

    @Test
    void aPatternHasTriesOfItsOwnAndAPasscodeGivesThemBack() {
        Terminal terminal = asking(phone(ALL));
        assertThat(verify(terminal, "82", Terminal.WRONG_PIN)).isEqualTo("63C2");
        assertThat(verify(terminal, "82", Terminal.WRONG_PIN)).isEqualTo("63C1");
        assertThat(verify(terminal, "82", Terminal.WRONG_PIN)).isEqualTo("63C0");
        assertThat(verify(terminal, "82", TestCard.PATTERN)).isEqualTo("6983");
        assertThat(terminal.card.getData("9F17")).as("the passcode's").isEqualTo(hex("03"));
        assertThat(verify(terminal, "80", Terminal.RIGHT_PIN)).isEqualTo("9000");
        assertThat(terminal.pay(ONE).type()).as("armed").isEqualTo(0x40);
        for (int i = 0; i < 4; i++) {
            terminal.pay(ONE);
        }
        terminal.card.wired().select().ok();
        assertThat(verify(terminal, "82", TestCard.PATTERN)).isEqualTo("9000");
        assertThat(hex(terminal.pay(ONE).cvr())).as("armed, by a PIN").isEqualTo("9838040000");
    }

    /** The wrong MAC first: were the challenge kept, the right one would then pass. */
    @Test
    void aSensorProvesItselfOverAChallengeThatServesOnce() {
        Terminal terminal = asking(phone(ALL));
        byte[] first = terminal.challenge();
        assertThat(verify(terminal, "83", sensor(hex("0000000000000000")))).isEqualTo("6300");
        assertThat(verify(terminal, "83", sensor(first))).as("used").isEqualTo("6984");
        terminal.challenge();
        assertThat(verify(terminal, "83", sensor(first))).as("an earlier proof").isEqualTo("6300");
        byte[] another = terminal.challenge();
        assertThat(verify(terminal, "83", sensor(another))).isEqualTo("9000");
        assertThat(hex(terminal.pay(ONE).cvr())).as("armed, by no PIN").isEqualTo("9830040000");
    }

    @ParameterizedTest
    @CsvSource({"80, 6A88", "82, 6A88", "83, 6A88", "81, 6A86", "88, 6985"})
    void whatTheIssuerDoesNotListIsNotTaken(String qualifier, String status) {
        Terminal terminal = asking(phone(List.of()));
        assertThat(verify(terminal, qualifier, Terminal.RIGHT_PIN)).isEqualTo(status);
    }

    /** Over the air, and on a card, these ways do not exist. */
    @Test
    void patternAndSensorAreForTheWireOnly() {
        Terminal terminal = asking(phone(ALL));
        terminal.card.tap().select().ok();
        assertThat(verify(terminal, "82", TestCard.PATTERN)).isEqualTo("6A86");
        TestCard card = new TestCard().personalize(Profile.prepaid());
        card.wired().select().ok();
        assertThat(card.send("0020008208" + TestCard.PATTERN).status()).isEqualTo("6A86");
    }

    /** Nothing of a data grouping that fails its check is kept: the phone stays unpersonalized. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DF4F0104",
                "DF4F00",
                "DF270108",
                "DF270102", // a pattern, and none came
                "DF270104", // a sensor, and no key came
                "DF260E" + "01000000000000FFFFFFFFFFFF00",
                "DF260F" + "02000000000000FFFFFFFFFFFF00FF",
                "DF260F" + "01000000000002000000000001" + "00FF",
                "DF260F" + "01000000000000FFFFFFFFFFFF" + "0201",
                "DF260F" + "0100000000000AFFFFFFFFFFFF00FF",
            })
    void badRulesAreRefused(String more) {
        Profile profile = Profile.phone();
        profile.moreDevice = more;
        TestCard card = new TestCard(true, 1, 0x15);
        assertThatThrownBy(() -> card.personalize(profile)).hasMessageContaining("6A80");
    }

    @Test
    void aCardHasNoMethodsOfAPhone() {
        Profile profile = Profile.prepaid();
        profile.methods = ALL;
        TestCard card = new TestCard();
        assertThatThrownBy(() -> card.personalize(profile)).hasMessageContaining("6A80");
    }
}

package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {
    private static final String FIFTY = "000000005000";
    private static final String APPROVED = "00800000";

    private TestCard card = new TestCard();
    private Terminal terminal = new Terminal(card);

    @BeforeEach
    void personalized() {
        card.personalize(Profile.prepaid());
    }

    private String funds() {
        card.tap().select().ok();
        return hex(card.getData("9F50"));
    }

    private String pending() {
        card.tap().select().ok();
        return hex(card.getData("DF21"));
    }

    private Ac approvedUpToTap2() {
        Ac arqc = terminal.loadFirst(FIFTY);
        Ac tc = terminal.loadSecond("50", FIFTY, terminal.issuerAnswer(arqc, APPROVED));
        assertThat(tc.type()).isEqualTo(0x40);
        return arqc;
    }

    private byte[] receipt(Ac arqc, String status, String number, String funds) {
        byte[] covered =
                join(hex("FF52435001" + status), arqc.atc(), arqc.cryptogram(), hex(FIFTY + "0978" + number + funds));
        return join(covered, HostCrypto.retailMac(arqc.sessionKey(), covered));
    }

    @Test
    void threeTapsCreditTheCardOnce() {
        Ac arqc = terminal.loadFirst(FIFTY);
        assertThat(arqc.type()).isEqualTo(0x80);
        assertThat(hex(arqc.iad())).isEqualTo("0FA501A8300000000000000000002000" + "0F" + "00".repeat(15));
        assertThat(pending()).isEqualTo("010001" + FIFTY + "0978" + "0000");
        Ac tc = terminal.loadSecond("50", FIFTY, terminal.issuerAnswer(arqc, APPROVED));
        assertThat(tc.type()).isEqualTo(0x40);
        assertThat(tc.atc()).isEqualTo(arqc.atc());
        assertThat(hex(tc.cvr())).isEqualTo("6830000000");
        assertThat(pending()).startsWith("020001");
        assertThat(funds()).as("a certificate is not a load").isEqualTo("000000002000");
        assertThat(hex(card.getData("9F13"))).isEqualTo("0001");

        assertThat(terminal.loadThird(Terminal.RIGHT_PIN).status()).isEqualTo("9000");
        assertThat(hex(card.getData("DF22"))).isEqualTo(hex(receipt(arqc, "01", "0001", "000000007000")));
        assertThat(funds()).isEqualTo("000000007000");
        assertThat(pending()).isEqualTo("00".repeat(11) + "0001");
        // The same approval and the same PIN credit nothing more.
        assertThat(terminal.loadThird(Terminal.RIGHT_PIN).status()).isEqualTo("6985");
        assertThat(funds()).isEqualTo("000000007000");
        Ac next = terminal.tap("80", "000000000100", "00");
        assertThat(hex(slice(next.iad(), 8, 8)))
                .as("load number, its ATC, funds")
                .isEqualTo("0001000100007000");
    }

    @Test
    void theLoadResetsBothPairsAndMovesTheLimit() {
        assertThat(terminal.pay("000000001500").type()).isEqualTo(0x40);
        approvedUpToTap2();
        terminal.loadThird(Terminal.RIGHT_PIN).ok();
        card.wired().select().ok();
        assertThat(hex(card.getData("DF23")))
                .isEqualTo("00000000000000" + "FFFF" + "FFFFFFFFFFFF" + "000000005500" + "00000000000000" + "FF"
                        + "999999999999");
    }

    @Test
    void aWrongPinLoadsNothingAndCostsOneTry() {
        approvedUpToTap2();
        assertThat(terminal.loadThird(Terminal.WRONG_PIN).status()).isEqualTo("63C2");
        assertThat(funds()).isEqualTo("000000002000");
        assertThat(hex(card.getData("9F17"))).isEqualTo("02");
        assertThat(pending()).startsWith("02");
        assertThat(terminal.loadThird(Terminal.RIGHT_PIN).status()).isEqualTo("9000");
        assertThat(hex(card.getData("9F17"))).isEqualTo("03");
    }

    @Test
    void theLastWrongPinAbandons() {
        Ac arqc = approvedUpToTap2();
        terminal.loadThird(Terminal.WRONG_PIN);
        terminal.loadThird(Terminal.WRONG_PIN);
        assertThat(terminal.loadThird(Terminal.WRONG_PIN).status()).isEqualTo("63C0");
        assertThat(hex(card.getData("DF22"))).isEqualTo(hex(receipt(arqc, "02", "0000", "000000002000")));
        assertThat(terminal.loadThird(Terminal.RIGHT_PIN).status()).isEqualTo("6985");
        assertThat(funds()).isEqualTo("000000002000");
    }

    /** Each byte of the cryptogram counts: one wrong bit anywhere closes the load. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void oneWrongResponseCryptogramClosesThePendingLoad(int wrongByte) {
        Ac arqc = terminal.loadFirst(FIFTY);
        byte[] right = terminal.issuerAnswer(arqc, APPROVED);
        byte[] wrong = right.clone();
        wrong[wrongByte] ^= 1;
        Ac aac = terminal.loadSecond("50", FIFTY, wrong);
        assertThat(aac.type()).isZero();
        assertThat(hex(aac.cvr())).isEqualTo("2130000000");
        assertThat(pending()).startsWith("00");
        assertThat(hex(card.getData("DF22"))).isEqualTo(hex(receipt(arqc, "02", "0000", "000000002000")));
        card.tap().select().ok();
        byte[] again = join(terminal.data(FIFTY, "28"), hex("3030"), right);
        assertThat(card.send(join(hex("80AE500027"), again, hex("00"))).status())
                .isEqualTo("6985");
    }

    /** Approval is CSU byte 2 b8; a response that also updates counters is none; ARC 00 alone says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00810000", "00820000", "00830000"})
    void anAuthenticResponseThatDoesNotApproveIsNoCertificate(String statusUpdate) {
        Ac arqc = terminal.loadFirst(FIFTY);
        Ac aac = terminal.loadSecond("50", FIFTY, terminal.issuerAnswer(arqc, statusUpdate));
        assertThat(aac.type()).isZero();
        assertThat(hex(aac.cvr())).isEqualTo("2030000000");
        assertThat(pending()).startsWith("00");
    }

    @Test
    void theResponseToAnotherLoadIsRefused() {
        Ac first = terminal.loadFirst(FIFTY);
        terminal.loadFirst(FIFTY);
        Ac aac = terminal.loadSecond("50", FIFTY, terminal.issuerAnswer(first, APPROVED));
        assertThat(aac.type()).isZero();
        assertThat(terminal.loadThird(Terminal.RIGHT_PIN).status()).isEqualTo("6985");
        assertThat(funds()).isEqualTo("000000002000");
    }

    @ParameterizedTest
    @CsvSource({"000000005001,0978,28", "000000005000,0840,28", "000000005000,0978,00"})
    void anotherAmountCurrencyOrTypeThanThePendingOneIsRefused(String amount, String currency, String type) {
        Ac arqc = terminal.loadFirst(FIFTY);
        terminal.currency = currency;
        card.tap().select().ok();
        byte[] data = join(terminal.data(amount, type), hex("3030"), terminal.issuerAnswer(arqc, APPROVED));
        assertThat(terminal.generate("50", data).type()).isZero();
        assertThat(pending()).startsWith("00");
    }

    @Test
    void theSameResponseGivesACertificateAgain() {
        Ac arqc = approvedUpToTap2();
        assertThat(terminal.loadSecond("50", FIFTY, terminal.issuerAnswer(arqc, APPROVED))
                        .type())
                .isEqualTo(0x40);
        assertThat(pending()).startsWith("02");
    }

    @Test
    void askingForAnAacAbandons() {
        Ac arqc = approvedUpToTap2();
        assertThat(terminal.loadSecond("00", FIFTY, terminal.issuerAnswer(arqc, APPROVED))
                        .type())
                .isZero();
        assertThat(hex(card.getData("DF22"))).isEqualTo(hex(receipt(arqc, "02", "0000", "000000002000")));
        assertThat(terminal.loadThird(Terminal.RIGHT_PIN).status()).isEqualTo("6985");
    }

    @Test
    void processingOptionsAbandonAndCountUp() {
        Ac arqc = approvedUpToTap2();
        card.tap();
        terminal.begin();
        assertThat(hex(card.getData("9F36"))).isEqualTo("0002");
        assertThat(hex(card.getData("DF21"))).startsWith("00");
        assertThat(hex(card.getData("DF22"))).isEqualTo(hex(receipt(arqc, "02", "0000", "000000002000")));
    }

    @Test
    void noPinBeforeTheIssuerIsAuthenticated() {
        terminal.loadFirst(FIFTY);
        assertThat(terminal.loadThird(Terminal.RIGHT_PIN).status()).isEqualTo("6985");
        assertThat(hex(card.getData("9F17"))).isEqualTo("03");
    }

    @Test
    void theLoadPinIsForTheAntennaOnly() {
        approvedUpToTap2();
        card.wired().select().ok();
        assertThat(terminal.verify(Terminal.RIGHT_PIN, terminal.challenge(), "7F")
                        .status())
                .isEqualTo("6985");
    }

    @Test
    void aChallengeServesOnceAndMustComeJustBefore() {
        approvedUpToTap2();
        card.tap().select().ok();
        byte[] challenge = terminal.challenge();
        card.getData("DF21");
        assertThat(terminal.verify(Terminal.RIGHT_PIN, challenge, "7F").status())
                .isEqualTo("6984");
        challenge = terminal.challenge();
        assertThat(terminal.verify(Terminal.RIGHT_PIN, challenge, "7E").status())
                .isEqualTo("6984");
        assertThat(terminal.verify(Terminal.RIGHT_PIN, challenge, "7F").status())
                .isEqualTo("6984");
        byte[] other = terminal.challenge().clone();
        other[7] ^= 1;
        assertThat(terminal.verify(Terminal.RIGHT_PIN, other, "7F").status()).isEqualTo("6984");
        terminal.challenge();
        assertThat(card.send("0020008880" + "FF".repeat(128)).status()).isEqualTo("6984");
        assertThat(hex(card.getData("9F17"))).as("tries untouched").isEqualTo("03");
        assertThat(pending()).startsWith("02");
    }

    @Test
    void theMaximumBalanceHolds() {
        assertThat(terminal.loadFirst("000000013001").type()).isZero();
        assertThat(pending()).startsWith("00");
        assertThat(terminal.loadFirst("000000013000").type()).isEqualTo(0x80);
    }

    @Test
    void aLoadsFirstAnswerIsNeverACertificate() {
        assertThat(terminal.tap("50", FIFTY, "28").type()).isEqualTo(0x80);
    }

    @Test
    void nothingIsNoLoad() {
        assertThat(terminal.loadFirst("000000000000").type()).isZero();
    }

    @Test
    void anotherCurrencyIsNotLoaded() {
        terminal.currency = "0840";
        assertThat(terminal.loadFirst(FIFTY).type()).isZero();
    }

    @Test
    void aCardWithoutTheFlagIsNotLoaded() {
        Profile plain = Profile.prepaid();
        plain.device = "00";
        card = new TestCard().personalize(plain);
        terminal = new Terminal(card);
        assertThat(terminal.loadFirst(FIFTY).type()).isZero();
    }
}

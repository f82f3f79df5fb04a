package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second GENERATE AC of an ordinary transaction: authentication of the issuer, and each bit of its status update. */
class OnlinePurchaseTest {
    private static final String TEN = "000000001000";
    private static final int TC = 0x40;
    private static final int AAC = 0;

    private static Terminal terminal(Profile profile) {
        Terminal terminal = new Terminal(new TestCard().personalize(profile));
        terminal.terminalType = Terminal.ONLINE_CAPABLE;
        return terminal;
    }

    /** First pair: count, amount. */
    private static String firstPair(Terminal terminal) {
        terminal.card.wired().select().ok();
        return hex(slice(terminal.card.getData("DF23"), 0, 7));
    }

    private static String data(Terminal terminal, String tag) {
        terminal.card.tap().select().ok();
        return hex(terminal.card.getData(tag));
    }

    @Test
    void anApprovalThatTheIssuerSignedGivesACertificateAndMovesNoFunds() {
        Terminal terminal = terminal(Profile.prepaid());
        Ac tc = terminal.online(TEN, "00800000");
        assertThat(tc.type()).isEqualTo(TC);
        assertThat(hex(tc.cvr())).isEqualTo("6030000000");
        assertThat(hex(slice(tc.iad(), 8, 8))).isEqualTo("0000000000002000");
        assertThat(data(terminal, "9F13")).isEqualTo("0001");
        assertThat(firstPair(terminal)).isEqualTo("00000000000000");
        assertThat(hex(terminal.tap("00", TEN, "00").cvr()))
                .as("nothing is left over")
                .isEqualTo("8030000000");
    }

    @Test
    void theCertificateIsSignedWhereItIsAskedFor() {
        Terminal terminal = terminal(Profile.prepaid());
        Ac arqc = terminal.tap("90", TEN, "00");
        Ac tc = terminal.second("50", TEN, "3030", terminal.issuerAnswer(arqc, "00800000"));
        assertThat(tc.has(0x9F4B)).isTrue();
        assertThat(hex(tc.cvr())).isEqualTo("6830000000");
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, 3030, AAC", // the response code approves, the issuer does not
        "00800000, 3035, TC", // and the other way round
    })
    void onlyTheStatusUpdateApproves(String update, String code, String type) {
        Terminal terminal = terminal(Profile.prepaid());
        Ac arqc = terminal.tap("80", TEN, "00");
        Ac second = terminal.second("40", TEN, code, terminal.issuerAnswer(arqc, update));
        assertThat(second.type()).isEqualTo(type.equals("TC") ? TC : AAC);
        assertThat(data(terminal, "9F13"))
                .as("the issuer was heard all the same")
                .isEqualTo("0001");
    }

    @Test
    void aTerminalThatDeclinesGetsNoCertificateButTheIssuersOrdersAreDone() {
        Terminal terminal = terminal(Profile.line());
        terminal.pay("000000000100");
        Ac arqc = terminal.tap("80", TEN, "00");
        Ac second = terminal.second("00", TEN, "3030", terminal.issuerAnswer(arqc, "00820000"));
        assertThat(second.type()).isEqualTo(AAC);
        assertThat(firstPair(terminal)).isEqualTo("00000000000000");
    }

    /** Each of the four bytes is compared: a fault in one of them must not pass. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aWrongCryptogramOfTheIssuerDeclinesAndIsTold(int at) {
        Terminal terminal = terminal(Profile.prepaid());
        Ac arqc = terminal.tap("80", TEN, "00");
        byte[] wrong = terminal.issuerAnswer(arqc, "00800000");
        wrong[at] ^= 1;
        Ac aac = terminal.second("40", TEN, "3030", wrong);
        assertThat(aac.type()).isEqualTo(AAC);
        assertThat(hex(aac.cvr())).isEqualTo("2130000000");
        assertThat(data(terminal, "9F13")).isEqualTo("0000");
        Ac next = terminal.tap("40", TEN, "00");
        assertThat(next.type()).as("the issuer has to hear of it").isEqualTo(0x80);
        assertThat(hex(next.cvr())).isEqualTo("A131000000");
    }

    @Test
    void theIssuersWordIsBoundToItsStatusUpdateAndToTheRequest() {
        Terminal terminal = terminal(Profile.prepaid());
        Ac arqc = terminal.tap("80", TEN, "00");
        byte[] other = terminal.issuerAnswer(arqc, "00000000");
        other[5] = (byte) 0x80;
        assertThat(terminal.second("40", TEN, "3030", other).type()).isEqualTo(AAC);
        Ac later = terminal.tap("80", TEN, "00");
        assertThat(terminal.second("40", TEN, "3030", terminal.issuerAnswer(arqc, "00800000"))
                        .type())
                .as("yesterday's approval")
                .isEqualTo(AAC);
        assertThat(later.type()).isEqualTo(0x80);
    }

    @Test
    void theCryptogramCanBeTriedOnce() {
        Terminal terminal = terminal(Profile.prepaid());
        Ac arqc = terminal.tap("80", TEN, "00");
        byte[] right = terminal.issuerAnswer(arqc, "00800000");
        byte[] wrong = right.clone();
        wrong[0] ^= 1;
        terminal.second("40", TEN, "3030", wrong);
        byte[] data = join(terminal.data(TEN, "00"), hex("3030"), right);
        assertThat(terminal.card.send(join(hex("80AE400027"), data, hex("00"))).status())
                .isEqualTo("6985");
    }

    @Test
    void anotherTransactionThanTheOneAskedForIsDeclined() {
        Terminal terminal = terminal(Profile.prepaid());
        Ac arqc = terminal.tap("80", TEN, "00");
        Ac second = terminal.second("40", "000000001001", "3030", terminal.issuerAnswer(arqc, "00800000"));
        assertThat(second.type()).isEqualTo(AAC);
    }

    @ParameterizedTest
    @CsvSource({
        "80, 00800000, 3030, 6A86", // a second request
        "C0, 00800000, 3030, 6A86",
        "41, 00800000, 3030, 6A86",
    })
    void theSecondAsksForTcOrAac(String p1, String update, String code, String status) {
        Terminal terminal = terminal(Profile.prepaid());
        Ac arqc = terminal.tap("80", TEN, "00");
        byte[] data = join(terminal.data(TEN, "00"), hex(code), terminal.issuerAnswer(arqc, update));
        assertThat(terminal.card
                        .send(join(hex("80AE" + p1 + "0027"), data, hex("00")))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void afterACertificateOrADeclineThereIsNoSecond() {
        Terminal terminal = terminal(Profile.prepaid());
        for (String first : new String[] {"40", "00"}) {
            terminal.tap(first, TEN, "00");
            byte[] data = join(terminal.data(TEN, "00"), hex("3030"), Terminal.NO_ANSWER);
            assertThat(terminal.card
                            .send(join(hex("80AE400027"), data, hex("00")))
                            .status())
                    .isEqualTo("6985");
        }
    }

    @Test
    void withoutAWordOfTheIssuerTheResponseCodeApprovesNothing() {
        Terminal terminal = terminal(Profile.prepaid());
        terminal.tap("80", TEN, "00");
        Ac aac = terminal.second("40", TEN, "3030", Terminal.NO_ANSWER);
        assertThat(aac.type()).isEqualTo(AAC);
        assertThat(hex(aac.cvr())).isEqualTo("2230000000");
        assertThat(hex(terminal.tap("00", TEN, "00").cvr())).isEqualTo("8231000000");
    }

    @Test
    void aTerminalThatWasUnableToGoOnlineGetsWhatItWouldGetOffline() {
        Terminal terminal = terminal(Profile.line());
        terminal.tap("80", TEN, "00");
        Ac tc = terminal.second("40", TEN, Terminal.UNABLE_APPROVED, Terminal.NO_ANSWER);
        assertThat(tc.type()).isEqualTo(TC);
        assertThat(hex(tc.cvr())).isEqualTo("6230000100");
        assertThat(firstPair(terminal)).as("it counts as offline").isEqualTo("01" + TEN);

        terminal.tap("80", "000000002001", "00");
        Ac over = terminal.second("40", "000000002001", Terminal.UNABLE_APPROVED, Terminal.NO_ANSWER);
        assertThat(over.type()).as("over the upper limit").isEqualTo(AAC);
        assertThat(hex(over.cvr())).isEqualTo("2231300100");

        terminal.tap("80", TEN, "00");
        assertThat(terminal.second("00", TEN, Terminal.UNABLE_DECLINED, Terminal.NO_ANSWER)
                        .type())
                .isEqualTo(AAC);
        assertThat(firstPair(terminal)).isEqualTo("01" + TEN);
    }

    @ParameterizedTest
    @CsvSource({
        "00800000, 01, 000000000500", // do not update
        "00810000, 05, 000000003000", // to the upper limits
        "00820000, 00, 000000000000", // to zero
        "00830000, 02, 000000001500", // add this transaction
        "00030000, 01, 000000000500", // declined: added to nothing
        "00010000, 05, 000000003000", // declined, and no more offline
        "00870000, 01, 000000000500", // by proxy: nothing moves
        "00860000, 01, 000000000500",
    })
    void theIssuerUpdatesTheCountersOfALine(String update, String count, String amount) {
        Terminal terminal = terminal(Profile.line());
        assertThat(terminal.pay("000000000500").type()).isEqualTo(TC);
        Ac second = terminal.online(TEN, update);
        assertThat(second.type()).isEqualTo(update.startsWith("008") ? TC : AAC);
        assertThat(firstPair(terminal)).isEqualTo(count + amount);
    }

    @ParameterizedTest
    @CsvSource({
        "00800000, 01, 000000000500",
        "00810000, FF, 000000000500", // the count only
        "00820000, 00, 000000000500",
        "00830000, 02, 000000001500", // debits the card as well
        "00030000, 01, 000000000500",
    })
    void onAPrepaidCardTheIssuerUpdatesTheCountOnly(String update, String count, String amount) {
        Profile profile = Profile.prepaid();
        profile.upperCount = "09";
        Terminal terminal = terminal(profile);
        assertThat(terminal.pay("000000000500").type()).isEqualTo(TC);
        terminal.online(TEN, update);
        assertThat(firstPair(terminal)).isEqualTo((count.equals("FF") ? "09" : count) + amount);
    }

    @Test
    void aPurchaseThatIsToBeDebitedAsWellNeedsFunds() {
        Terminal terminal = terminal(Profile.prepaid());
        Ac aac = terminal.online("000000002001", "00830000");
        assertThat(aac.type()).isEqualTo(AAC);
        assertThat(firstPair(terminal)).isEqualTo("00000000000000");
        assertThat(data(terminal, "9F13")).isEqualTo("0001");
        assertThat(terminal.online("000000002001", "00800000").type())
                .as("paid from the account")
                .isEqualTo(TC);
    }

    @Test
    void whatAProxyMayOrderIsTheIssuersChoice() {
        Profile profile = Profile.line();
        profile.general = "DF4A0101";
        Terminal terminal = terminal(profile);
        terminal.online(TEN, "00860000");
        assertThat(firstPair(terminal)).isEqualTo("05000000003000");
    }

    @Test
    void theNextTransactionGoesOnlineUntilTheIssuerTakesItBack() {
        Terminal terminal = terminal(Profile.prepaid());
        assertThat(terminal.online(TEN, "00880000").type()).isEqualTo(TC);
        Ac next = terminal.tap("40", "000000000001", "00");
        assertThat(next.type()).isEqualTo(0x80);
        assertThat(hex(next.cvr())).isEqualTo("A030000200");
        terminal.terminalType = Terminal.OFFLINE_ONLY;
        assertThat(terminal.tap("40", "000000000001", "00").type())
                .as("where nobody can be asked")
                .isEqualTo(TC);
        terminal.terminalType = Terminal.ONLINE_CAPABLE;
        terminal.online(TEN, "00800000");
        assertThat(terminal.tap("40", "000000000001", "00").type()).isEqualTo(TC);
    }

    @ParameterizedTest
    @CsvSource({
        "02900000, 02", // two tries
        "0F900000, 03", // never more than the limit
        "00900000, 00",
        "02800000, 03", // not without the bit that says so
    })
    void theIssuerSetsTheTries(String update, String tries) {
        Terminal terminal = terminal(Profile.prepaid());
        Ac tc = terminal.online(TEN, update);
        assertThat(tc.type()).isEqualTo(TC);
        assertThat(hex(slice(tc.cvr(), 1, 1))).isEqualTo(tries.substring(1) + "0");
        assertThat(data(terminal, "9F17")).isEqualTo(tries);
    }

    @Test
    void aBlockedApplicationDeclines() {
        Terminal terminal = terminal(Profile.prepaid());
        Ac aac = terminal.online(TEN, "00A00000");
        assertThat(aac.type()).as("approval and block in one word").isEqualTo(AAC);
        TestCard.Answer selected = terminal.card.tap().select();
        assertThat(selected.status()).isEqualTo("6283");
        assertThat(hex(selected.data())).startsWith("6F").contains("A50750055445535431");
        terminal.card.send("80A8000002830000").ok();
        Ac next = terminal.generate("40", join(terminal.data(TEN, "00"), hex("22")));
        assertThat(next.type()).isEqualTo(AAC);
        terminal.card.getData("9F36");
        assertThat(terminal.card.send("0020008008" + Terminal.RIGHT_PIN).status())
                .isEqualTo("6985");
    }

    @Test
    void aBlockedCardDoesNothing() {
        Terminal terminal = terminal(Profile.prepaid());
        assertThat(terminal.online(TEN, "00C00000").type()).isEqualTo(AAC);
        assertThat(terminal.card.tap().select().status()).isEqualTo("6A81");
        assertThat(terminal.card.send("80A8000002830000").status()).isEqualTo("6985");
        assertThat(terminal.card.send("80CA9F3600").status()).isEqualTo("6985");
    }

    @Test
    void proprietaryDataAreCoveredOnlyWhereTheIssuerSaysSo() {
        for (boolean covered : new boolean[] {true, false}) {
            for (boolean changed : new boolean[] {true, false}) {
                Terminal terminal = terminal(Profile.prepaid());
                Ac arqc = terminal.tap("80", TEN, "00");
                String update = covered ? "80800000" : "00800000";
                byte[] proprietary = hex("0102030405060708");
                byte[] mac = HostCrypto.arpc(
                        arqc.sessionKey(), arqc.cryptogram(), covered ? join(hex(update), proprietary) : hex(update));
                if (changed) {
                    proprietary[7] ^= 1;
                }
                Ac second = terminal.second("40", TEN, "3030", join(mac, hex(update), proprietary));
                assertThat(second.type())
                        .as("covered " + covered + ", changed " + changed)
                        .isEqualTo(covered && changed ? AAC : TC);
            }
        }
    }

    @Test
    void failedDataAuthenticationIsToldInTheNextTransactionOnly() {
        Terminal terminal = terminal(Profile.prepaid());
        terminal.card.tap();
        terminal.begin();
        byte[] failed = join(terminal.data(TEN, "00"), hex("22"));
        failed[14] = 0x08;
        assertThat(hex(terminal.generate("00", failed).cvr())).isEqualTo("8030000000");
        assertThat(hex(terminal.tap("00", TEN, "00").cvr())).isEqualTo("8030000400");
        assertThat(hex(terminal.tap("00", TEN, "00").cvr())).isEqualTo("8030000000");
    }

    @Test
    void aLoadIsNotAnOnlineTransactionThatWasNotCompleted() {
        Terminal terminal = terminal(Profile.prepaid());
        assertThat(terminal.loadFirst(TEN).type()).isEqualTo(0x80);
        assertThat(hex(terminal.tap("00", TEN, "00").cvr())).isEqualTo("8030000000");
    }

    /** What the issuer wants in each case is in its action codes: decline, online, and decline where nobody can be asked. */
    @ParameterizedTest
    @CsvSource({
        "0000000200 0000000000 0000000000, 22, 0",
        "0000000000 0000000200 0000000000, 22, 128",
        "0000000000 0000000200 0000000000, 23, 64",
        "0000000000 0000000000 0000000200, 22, 64",
        "0000000000 0000000000 0000000200, 23, 0",
    })
    void theIssuersActionCodesDecide(String codes, String terminalType, int type) {
        Profile profile = Profile.prepaid();
        profile.general = "DF490F" + codes.replace(" ", "");
        Terminal terminal = terminal(profile);
        terminal.online(TEN, "00880000");
        terminal.terminalType = terminalType;
        assertThat(terminal.tap("40", "000000000001", "00").type()).isEqualTo(type);
    }
}

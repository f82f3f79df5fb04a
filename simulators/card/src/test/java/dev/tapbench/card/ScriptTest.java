package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issuer scripts: each command, its secure messaging, and what the card tells of them. */
class ScriptTest {
    private static final String TEN = "000000001000";
    private static final String UNBLOCK_PIN = "8C240000";
    private static final String CHANGE_PIN = "8C240002";
    private static final String BLOCK = "8C1E0000";
    private static final String UNBLOCK = "8C180000";
    private static final String BLOCK_CARD = "8C160000";

    private TestCard card = new TestCard().personalize(Profile.prepaid());
    private Terminal terminal = onlineCapable(card);
    private Ac arqc = terminal.tap("80", TEN, "00");
    private ScriptHost host = new ScriptHost(arqc);

    private static Terminal onlineCapable(TestCard card) {
        Terminal terminal = new Terminal(card);
        terminal.terminalType = Terminal.ONLINE_CAPABLE;
        return terminal;
    }

    private void use(TestCard personalized) {
        card = personalized;
        terminal = onlineCapable(card);
        start("80");
    }

    private void start(String p1) {
        arqc = terminal.tap(p1, TEN, "00");
        host = new ScriptHost(arqc);
    }

    private Ac finish() {
        return terminal.second("40", TEN, "3030", terminal.issuerAnswer(arqc, "00800000"));
    }

    private String send(byte[] command) {
        return card.send(command).status();
    }

    private String data(String tag) {
        card.tap().select();
        return hex(card.getData(tag));
    }

    private String counters() {
        card.wired().select();
        return hex(card.getData("DF23"));
    }

    @Test
    void commandsBeforeAndAfterTheSecondCryptogramAreOneChain() {
        assertThat(send(host.protect("0CDA9F14", "03"))).isEqualTo("9000");
        assertThat(hex(finish().cvr())).isEqualTo("6030001000");
        assertThat(send(host.protect("0CDA9F23", "05"))).isEqualTo("9000");
        assertThat(send(host.protect(UNBLOCK_PIN, ""))).isEqualTo("9000");
        assertThat(slice(hex(counters()), 7, 2)).isEqualTo(hex("0305"));
        assertThat(hex(terminal.tap("00", TEN, "00").cvr()))
                .as("the second cryptogram told of one, the next tells of three")
                .isEqualTo("8030003000");
        terminal.online(TEN, "00800000");
        assertThat(hex(terminal.tap("00", TEN, "00").cvr()))
                .as("the issuer has heard of them")
                .isEqualTo("8030000000");
    }

    @Test
    void theCountStaysAtFifteen() {
        for (int i = 0; i < 17; i++) {
            assertThat(send(host.protect(UNBLOCK_PIN, ""))).isEqualTo("9000");
        }
        assertThat(hex(finish().cvr())).isEqualTo("603000F000");
    }

    /** Each byte of the MAC is compared. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aWrongMacChangesNothingAndEndsTheScripts(int fromTheEnd) {
        byte[] command = host.protect("0CDADF46", "09");
        byte[] wrong = command.clone();
        wrong[wrong.length - fromTheEnd] ^= 1;
        assertThat(send(wrong)).isEqualTo("6988");
        assertThat(send(command)).as("the right one comes too late").isEqualTo("6985");
        Ac second = finish();
        assertThat(second.type()).as("the payment is not a script").isEqualTo(0x40);
        assertThat(hex(second.cvr())).isEqualTo("6030000800");
        assertThat(hex(slice(hex(counters()), 28, 1))).isEqualTo("FF");
        Ac next = terminal.tap("40", "000000000001", "00");
        assertThat(next.type()).as("the issuer has to hear of it").isEqualTo(0x80);
        assertThat(hex(next.cvr())).isEqualTo("A030000800");
        start("80");
        assertThat(send(host.protect("0CDADF46", "09")))
                .as("another transaction's scripts are not blocked")
                .isEqualTo("9000");
    }

    @Test
    void aChangedHeaderOrObjectIsNotedByTheMac() {
        for (int at : new int[] {2, 3, 7}) {
            start("80");
            byte[] command = host.protect("0CDA9F14", "09");
            command[at] ^= 1;
            assertThat(send(command)).as("byte " + at).isEqualTo("6988");
        }
    }

    @Test
    void aCommandCannotBeRepeatedLeftOutOrTakenFromAnotherTransaction() {
        byte[] first = host.protect("0CDA9F14", "09");
        byte[] second = host.protect("0CDA9F23", "09");
        assertThat(send(second)).as("one left out").isEqualTo("6988");
        start("80");
        byte[] again = host.protect("0CDA9F14", "08");
        assertThat(send(again)).isEqualTo("9000");
        assertThat(send(again)).as("repeated").isEqualTo("6988");
        start("80");
        assertThat(send(first)).as("yesterday's").isEqualTo("6988");
    }

    @ParameterizedTest
    @CsvSource({
        "0CDA9F14, '', 6987", // nothing at all
        "0CDA9F14, 810109, 6987", // no MAC
        "0CDA9F14, 8E080102030405060708, 6988", // not the MAC
        "0CDA9F14, 8E0701020304050607, 6988", // a short one
        "0CDA9F14, 8101098E08010203040506070899, 6988", // something behind it
        "0CDA9F14, 81, 6988",
        "0CDA9F14, 8181, 6988",
        "0CDA9F14, 81FF09, 6988",
        "0CDA9F14, 8181FF09, 6988",
        "0CDA9F14, 970100, 6988",
        "801E0000, '', 6982",
        "841E0000, '', 6982",
        "8CDA9F14, 09, 6E00", // the other class
        "0C1E0000, '', 6E00",
    })
    void malformedCommandsAreRefusedAndBlockTheRest(String header, String objects, String status) {
        byte[] data = hex(objects);
        byte[] command =
                data.length == 0 ? hex(header + "00") : join(hex(header), new byte[] {(byte) data.length}, data);
        assertThat(send(command)).isEqualTo(status);
        assertThat(send(host.protect(UNBLOCK_PIN, ""))).isEqualTo("6985");
        assertThat(hex(finish().cvr())).isEqualTo("6030000800");
    }

    @Test
    void outsideATransactionThereAreNoScripts() {
        card.tap().select().ok();
        assertThat(send(host.protect(BLOCK, ""))).isEqualTo("6985");
        card.send("80A8000002830000").ok();
        assertThat(send(host.protect(BLOCK, ""))).isEqualTo("6985");
        assertThat(hex(terminal.generate("00", join(terminal.data(TEN, "00"), hex("22")))
                        .cvr()))
                .as("and nothing is held against the issuer")
                .isEqualTo("8031000000");
    }

    @Test
    void theIssuerUnblocksThePin() {
        terminal.online(TEN, "00900000");
        assertThat(data("9F17")).isEqualTo("00");
        start("80");
        assertThat(send(host.protect(UNBLOCK_PIN, ""))).isEqualTo("9000");
        assertThat(data("9F17")).isEqualTo("03");
    }

    @Test
    void theIssuerChangesThePinEnciphered() {
        terminal.online(TEN, "01900000");
        start("80");
        assertThat(send(host.encipher(CHANGE_PIN, "2598765FFFFFFFFF"))).isEqualTo("9000");
        assertThat(data("9F17")).isEqualTo("03");
        Ac request = terminal.loadFirst("000000005000");
        terminal.loadSecond("50", "000000005000", terminal.issuerAnswer(request, "00800000"));
        assertThat(terminal.loadThird(Terminal.RIGHT_PIN).status())
                .as("the old one")
                .isEqualTo("63C2");
        assertThat(terminal.loadThird("2598765FFFFFFFFF").status()).isEqualTo("9000");
    }

    @ParameterizedTest
    @CsvSource({
        "8C240002, 23123FFFFFFFFFFF, true, 6A80", // three digits
        "8C240002, 34123FFFFFFFFFFF, true, 6A80", // format 3
        "8C240002, 24123AFFFFFFFFFF, true, 6A80",
        "8C240002, 241234FFFFFFFF, true, 6700",
        "8C240002, 241234FFFFFFFFFF, false, 6987", // in clear
        "8C240001, 241234FFFFFFFFFF, true, 6A86",
        "8C240100, 241234FFFFFFFFFF, true, 6A86",
        "8C240000, 241234FFFFFFFFFF, true, 6700",
    })
    void aPinThatIsNoneIsRefused(String header, String pin, boolean enciphered, String status) {
        terminal.online(TEN, "01900000");
        start("80");
        assertThat(send(enciphered ? host.encipher(header, pin) : host.protect(header, pin)))
                .isEqualTo(status);
        assertThat(data("9F17")).as("nothing of it was done").isEqualTo("01");
    }

    /** The MAC is right over what came, and what came is nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "01" + "00000000000000000000000000000000", // opens to no padding
                "00" + "00000000000000000000000000000000", // does not say that it was padded
                "01" + "00000000000000", // no whole block
                "01",
            })
    void whatOpensToNothingIsRefused(String enciphered) {
        assertThat(send(host.raw(CHANGE_PIN, 0x87, enciphered))).isEqualTo("6988");
        assertThat(hex(finish().cvr())).isEqualTo("6030000800");
    }

    @ParameterizedTest
    @CsvSource({
        "9F14, 03, 7, 03",
        "9F23, 04, 8, 04",
        "DF45, 000000003000, 15, 000000003000", // 10.00 more on the card: the issuer books it
        "DF46, 02, 28, 02",
        "DF47, 000000000500, 29, 000000000500",
        "DF47, FFFFFFFFFFFF, 29, FFFFFFFFFFFF",
        "DF4D, 000000000500, 1, 000000000500", // 5.00 less
    })
    void theIssuerChangesALimit(String tag, String value, int at, String found) {
        assertThat(send(host.protect("0CDA" + tag, value))).isEqualTo("9000");
        assertThat(hex(slice(hex(counters()), at, found.length() / 2))).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "DF45, 000000015001, 6A80", // more than the maximum balance
        "DF45, FFFFFFFFFFFF, 6A80",
        "DF45, 00000000100A, 6A80",
        "DF45, 0000001000, 6700",
        "DF4D, 000000002001, 6A80", // funds below nought
        "DF44, 000000001000, 6A80", // a prepaid card has no lower amount
        "DF43, 000000001999, 6A80", // less than it holds
        "DF43, 010000000000, 6A80", // more than an IAD tells
        "9F14, 0303, 6700",
        "9F36, 0000, 6A88", // the transaction counter
        "DF40, 02, 6A88",
    })
    void whatDoesNotFitIsRefused(String tag, String value, String status) {
        assertThat(send(host.protect("0CDA" + tag, value))).isEqualTo(status);
        String found = counters();
        assertThat(found.substring(0, 42)).isEqualTo("00000000000000FFFFFFFFFFFFFFFF000000002000");
        assertThat(found.substring(56)).isEqualTo("FF999999999999");
    }

    @Test
    void aLineTakesALowerAmountAndAnyUpperOne() {
        use(new TestCard().personalize(Profile.line()));
        assertThat(send(host.protect("0CDADF44", "000000000200"))).isEqualTo("9000");
        assertThat(send(host.protect("0CDADF45", "999999999999"))).isEqualTo("9000");
        assertThat(send(host.protect("0CDADF4D", "000000123456"))).isEqualTo("9000");
        assertThat(counters()).contains("000000000200" + "999999999999").startsWith("00000000123456");
    }

    @Test
    void anAdjustmentBeforeTheSecondCryptogramCountsThere() {
        // 15.00 of 20.00 are taken off the card before it is to be debited by 10.00.
        assertThat(send(host.protect("0CDADF4D", "000000001500"))).isEqualTo("9000");
        Ac second = terminal.second("40", TEN, "3030", terminal.issuerAnswer(arqc, "00830000"));
        assertThat(second.type()).isZero();
        assertThat(data("9F50")).isEqualTo("000000000500");
    }

    @Test
    void theIssuerReplacesARecord() {
        assertThat(send(host.protect("0CDC010C", "700357011F"))).isEqualTo("9000");
        assertThat(hex(card.send("00B2010C00").ok())).isEqualTo("700357011F");
        String longer = "7013" + "5711" + "11".repeat(17);
        assertThat(send(host.protect("0CDC010C", longer)))
                .as("as long as it was")
                .isEqualTo("9000");
        assertThat(hex(card.send("00B2010C00").ok())).isEqualTo(longer);
        String longest = "7081C8" + "11".repeat(200);
        assertThat(send(host.protect("0CDC010C", longest))).isEqualTo("9000");
        assertThat(hex(card.send("00B2010C00").ok())).isEqualTo(longest);
        assertThat(hex(card.send("00B2011400").ok())).as("its neighbour").startsWith("7081C8");
    }

    @ParameterizedTest
    @CsvSource({
        "0CDC020C, 700357011F, 6A83",
        "0CDC011C, 700357011F, 6A82",
        "0CDC010D, 700357011F, 6A86",
        "0CDC000C, 700357011F, 6A86",
        "0CDC010C, 710357011F, 6A80",
        "0CDC010C, 700457011F, 6A80",
    })
    void aRecordThatIsNoneIsRefused(String header, String value, String status) {
        assertThat(send(host.protect(header, value))).isEqualTo(status);
    }

    @Test
    void aRecordFindsNoRoomForEver() {
        for (int length : List.of(195, 200, 205, 210, 215, 220, 225, 230, 235)) {
            String template = "7081" + "%02X".formatted(length) + "11".repeat(length);
            String status = send(host.protect("0CDC010C", template));
            if (!status.equals("9000")) {
                assertThat(status).isEqualTo("6A80");
                return;
            }
        }
        throw new AssertionError("2048 bytes held all of that");
    }

    @Test
    void theIssuerBlocksTheApplicationAndTakesItBack() {
        assertThat(send(host.protect(BLOCK, ""))).isEqualTo("9000");
        assertThat(finish().type()).as("approved, and blocked").isZero();
        assertThat(card.tap().select().status()).isEqualTo("6283");
        card.send("80A8000002830000").ok();
        Ac aac = terminal.generate("40", join(terminal.data(TEN, "00"), hex("22")));
        assertThat(aac.type()).isZero();
        assertThat(send(new ScriptHost(aac).protect(UNBLOCK, ""))).isEqualTo("9000");
        assertThat(card.tap().select().status()).isEqualTo("9000");
        assertThat(terminal.tap("80", TEN, "00").type()).isEqualTo(0x80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8C1E0001", "8C1E0100", "8C180001", "8C160001"})
    void blocksHaveNoParameters(String header) {
        assertThat(send(host.protect(header, ""))).isEqualTo("6A86");
        assertThat(card.tap().select().status()).isEqualTo("9000");
    }

    @Test
    void blocksHaveNoData() {
        assertThat(send(host.protect(BLOCK, "00"))).isEqualTo("6700");
        assertThat(card.tap().select().status()).isEqualTo("9000");
    }

    @Test
    void aBlockedCardIsClosedInEveryDirectory() {
        TestCard both = new TestCard();
        both.select(TestCard.PPSE_AID).ok();
        Scp02Host directory = both.open(3, 0x15);
        both.send(directory.wrap(TestCard.storeData(0x80, 0, hex("910205A503880101"))))
                .ok();
        both.select().ok();
        use(both.personalize(Profile.prepaid()));
        assertThat(card.tap().select(TestCard.PPSE_AID).status()).isEqualTo("9000");
        start("80");
        assertThat(send(host.protect(BLOCK_CARD, ""))).isEqualTo("9000");
        assertThat(send(host.protect(UNBLOCK, ""))).as("for ever").isEqualTo("6985");
        assertThat(card.tap().select().status()).isEqualTo("6A81");
        assertThat(card.select(TestCard.PPSE_AID).status()).isEqualTo("6A81");
    }

    @Test
    void aPinChangeIsNoVerification() {
        use(new TestCard().personalize(Profile.phone()));
        assertThat(send(host.encipher(CHANGE_PIN, "241234FFFFFFFFFF"))).isEqualTo("9000");
        assertThat(hex(slice(hex(counters()), 21, 1)))
                .as("the second pair counts the request")
                .isEqualTo("01");
    }
}

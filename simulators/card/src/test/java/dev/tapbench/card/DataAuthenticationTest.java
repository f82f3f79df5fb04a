package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** INTERNAL AUTHENTICATE, keys of each size, and the directories. */
class DataAuthenticationTest {
    private static TestCard card(Profile profile) {
        return new TestCard().personalize(profile);
    }

    /** EMV Book 2, 6.5.2: the recovered block, checked step by step. */
    private static void checkSignature(byte[] answer, byte[] terminalData, BigInteger modulus) {
        int length = modulus.bitLength() / 8;
        assertThat(hex(slice(answer, 0, 7))).isEqualTo("7781%02X9F4B81%02X".formatted(length + 4, length));
        byte[] recovered = HostCrypto.rsa(slice(answer, 7, length), TestCard.PUBLIC_EXPONENT, modulus);
        assertThat(recovered).startsWith(hex("6A05010908")).endsWith(hex("BC"));
        assertThat(hex(slice(recovered, 13, length - 34))).matches("(BB)+");
        assertThat(slice(recovered, length - 21, 20))
                .isEqualTo(HostCrypto.sha1(slice(recovered, 1, length - 22), terminalData));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1280, 1536})
    void theCardSignsTheTerminalsDataUnderAKeyOfEachSize(int bits) {
        Profile profile = Profile.prepaid();
        profile.icc = TestCard.rsaKey(bits);
        TestCard card = card(profile);
        Terminal terminal = new Terminal(card);
        card.tap();
        terminal.begin();
        byte[] first = card.send("00880000041122334400").ok();
        byte[] second = card.send("00880000041122334400").ok();
        checkSignature(first, hex("11223344"), profile.icc.getModulus());
        checkSignature(second, hex("11223344"), profile.icc.getModulus());
        assertThat(second).as("another number of the card's each time").isNotEqualTo(first);
        checkSignature(card.send("0088000006AABBCCDDEEFF00").ok(), hex("AABBCCDDEEFF"), profile.icc.getModulus());
        Ac tc = terminal.generate("40", join(terminal.data("000000000100", "00"), hex("22")));
        assertThat(hex(tc.cvr())).isEqualTo("9430000000");
        card.tap();
        terminal.begin();
        Ac signed = terminal.generate("50", join(terminal.data("000000000100", "00"), hex("22")));
        assertThat(signed.value(0x9F4B)).hasSize(bits / 8);
        assertThat(signed.answer.length).as("a short response").isLessThanOrEqualTo(256);
    }

    @Test
    void aSignatureIsGivenBetweenOptionsAndTheFirstCryptogramOnly() {
        TestCard card = card(Profile.prepaid());
        Terminal terminal = new Terminal(card);
        card.tap().select().ok();
        assertThat(card.send("00880000041122334400").status()).isEqualTo("6985");
        card.send("80A8000002830000").ok();
        assertThat(card.send("008800000311223300").status()).isEqualTo("6700");
        assertThat(card.send("00880001041122334400").status()).isEqualTo("6A86");
        assertThat(card.send("80880000041122334400").status()).isEqualTo("6E00");
        assertThat(hex(terminal.generate("40", join(terminal.data("000000000100", "00"), hex("22")))
                        .cvr()))
                .as("nothing was signed")
                .isEqualTo("9030000000");
        assertThat(card.send("00880000041122334400").status()).isEqualTo("6985");
    }

    @ParameterizedTest
    @CsvSource({"8201, 72", "8203, 80", "8206, 64", "8301, 64"})
    void halfAKeyIsNone(String dgi, int length) {
        Profile profile = Profile.prepaid();
        profile.other = Optional.of(new String[] {dgi, "01".repeat(length)});
        assertThatThrownBy(() -> card(profile)).hasMessageContaining("6A80");
    }

    @Test
    void aPinKeyMayBeThereOrNot() {
        Profile profile = Profile.prepaid();
        profile.pinKey = Optional.of(TestCard.rsaKey(1536));
        assertThat(card(profile).tap().select().status()).isEqualTo("9000");
    }

    /** EMV Book 1, 12.2: the contact directory has its entries in a file, the contactless one in its own answer. */
    @Test
    void bothDirectoriesNameTheApplication() {
        TestCard card = new TestCard();
        String entry = "61094F07" + TestCard.PAYMENT_AID;
        store(card.wired(), TestCard.PSE_AID, "910205A503880101" + "01010D" + "700B" + entry);
        store(card.tap(), TestCard.PPSE_AID, "910210" + "A50EBF0C0B" + entry);
        assertThat(hex(card.wired().select(TestCard.PSE_AID).ok()))
                .isEqualTo("6F15840E" + TestCard.PSE_AID + "A503880101");
        assertThat(hex(card.send("00B2010C00").ok())).isEqualTo("700B" + entry);
        assertThat(card.send("00B2020C00").status()).isEqualTo("6A83");
        assertThat(card.send("80A8000002830000").status()).isEqualTo("6D00");
        assertThat(hex(card.tap().select(TestCard.PPSE_AID).ok()))
                .isEqualTo("6F20840E" + TestCard.PPSE_AID + "A50EBF0C0B" + entry);
    }

    private static void store(TestCard card, String directory, String groups) {
        card.select(directory).ok();
        Scp02Host host = card.open(3, 0x15);
        card.send(host.wrap(TestCard.storeData(0x80, 0, hex(groups)))).ok();
    }
}

package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.card.TestCard.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalizationTest {
    @ParameterizedTest
    @CsvSource({"1,21", "3,21", "1,5", "3,5"})
    void endToEnd(int level, int i) {
        TestCard card = new TestCard(false, 1, i)
                .personalize(Profile.prepaid(), level, i)
                .tap();
        assertThat(hex(card.select().ok())).isEqualTo("6F128407F0544150011010A50750055445535431");
        assertThat(hex(card.send("80A8000002830000").ok()))
                .isEqualTo("770E82021980940808010100100101 00".replace(" ", ""));
        assertThat(hex(card.send("00B2010C00").ok())).isEqualTo("701357115413339000006165D49122010000000000");
        assertThat(card.send("00B2011400").ok()).hasSize(203);
        assertThat(card.send("00B2020C00").status()).isEqualTo("6A83");
        assertThat(card.send("00B2011C00").status()).isEqualTo("6A82");
        assertThat(hex(card.getData("9F50"))).isEqualTo("000000002000");
        assertThat(hex(card.getData("9F17"))).isEqualTo("03");
    }

    @Test
    void initializeUpdateTellsKeyDataAndProvesTheKey() {
        TestCard card = new TestCard();
        card.select().ok();
        byte[] answer = card.initializeUpdate();
        assertThat(answer).hasSize(28).startsWith(hex("00005413338A1B2C3D4E01020000"));
        Scp02Host host = new Scp02Host(
                TestCard.cardKey(1), TestCard.cardKey(2), TestCard.cardKey(3), Scp02Host.HOST_CHALLENGE, answer, 0x15);
        assertThat(slice(answer, 20, 8)).isEqualTo(host.cardCryptogram);
    }

    @Test
    void theSequenceCounterMovesWhenExternalAuthenticateIsAccepted() {
        TestCard card = new TestCard();
        card.select().ok();
        assertThat(slice(card.initializeUpdate(), 12, 2)).isEqualTo(hex("0000"));
        assertThat(card.send("8482010010" + "00".repeat(16)).status()).isEqualTo("6300");
        assertThat(slice(card.initializeUpdate(), 12, 2)).isEqualTo(hex("0000"));
        card.open(1, 0x15);
        assertThat(slice(card.initializeUpdate(), 12, 2)).isEqualTo(hex("0001"));
    }

    @Test
    void aLevelBelowTheMinimumIsRefused() {
        TestCard card = new TestCard(false, 3, 0x15);
        card.select().ok();
        byte[] answer = card.initializeUpdate();
        Scp02Host host = new Scp02Host(
                TestCard.cardKey(1), TestCard.cardKey(2), TestCard.cardKey(3), Scp02Host.HOST_CHALLENGE, answer, 0x15);
        assertThat(card.send(host.externalAuthenticate(1)).status()).isEqualTo("6982");
    }

    @Test
    void storeDataNeedsTheSessionAndItsMac() {
        TestCard card = new TestCard();
        card.select().ok();
        byte[] command = TestCard.storeData(0, 0, hex("910209A50750055445535431"));
        assertThat(card.send(command).status()).isEqualTo("6982");
        Scp02Host host = card.open(1, 0x15);
        byte[] wrapped = host.wrap(command);
        wrapped[wrapped.length - 1] ^= 1;
        assertThat(card.send(wrapped).status()).isEqualTo("6988");
        // The session ended with the wrong MAC.
        assertThat(card.send(host.wrap(command)).status()).isEqualTo("6982");
    }

    @Test
    void aGapInTheNumberingIsRefusedAndTheRightNumberStillTaken() {
        TestCard card = new TestCard();
        card.select().ok();
        Scp02Host host = card.open(1, 0x15);
        byte[] data = hex("910209A50750055445535431");
        assertThat(card.send(host.wrap(TestCard.storeData(0, 1, data))).status())
                .isEqualTo("6A86");
        card.send(host.wrap(TestCard.storeData(0, 0, data))).ok();
        assertThat(card.send(host.wrap(TestCard.storeData(0, 0, data))).status())
                .isEqualTo("6A86");
    }

    @Test
    void aGroupingContinuesInTheNextCommandWithoutAHeader() {
        TestCard card = new TestCard();
        card.select().ok();
        Scp02Host host = card.open(3, 0x15);
        int number = 0;
        for (byte[] command : Profile.prepaid().commands(host)) {
            byte[] data = slice(command, 5, command.length - 5);
            boolean last = (command[2] & 0x80) != 0;
            int half = data.length / 2;
            byte[] first = slice(data, 0, half);
            card.send(host.wrap(TestCard.storeData(command[2] & 0x60, number++, first)))
                    .ok();
            byte[] rest = slice(data, half, data.length - half);
            card.send(host.wrap(TestCard.storeData((command[2] & 0x60) | (last ? 0x80 : 0), number++, rest)))
                    .ok();
        }
        assertThat(card.tap().select().ok()).hasSize(20);
        card.send("80A8000002830000").ok();
    }

    @Test
    void aGroupingDoesNotContinueInAnotherEncipherment() {
        TestCard card = new TestCard();
        card.select().ok();
        Scp02Host host = card.open(1, 0x15);
        byte[] pin = join(hex("801008"), HostCrypto.ecb(host.dek, hex("241234FFFFFFFFFF")));
        card.send(host.wrap(TestCard.storeData(0, 0, slice(pin, 0, 5)))).ok();
        byte[] rest = TestCard.storeData(0x60, 1, slice(pin, 5, 6));
        assertThat(card.send(host.wrap(rest)).status()).isEqualTo("6A80");
    }

    @Test
    void severalGroupingsAndALongLengthInOneCommand() {
        TestCard card = new TestCard();
        card.select().ok();
        Scp02Host host = card.open(1, 0x15);
        byte[] both = join(
                hex("0101 FF0015 701357115413339000006165D49122010000000000"),
                hex("90000A".substring(0, 4)),
                hex("09"),
                Profile.prepaid().keyChecks);
        card.send(host.wrap(TestCard.storeData(0, 0, both))).ok();
    }

    @Test
    void wrongKeyCheckValuesAreRefusedAndNothingOfThemKept() {
        TestCard card = new TestCard();
        card.select().ok();
        Scp02Host host = card.open(1, 0x15);
        Profile wrong = Profile.prepaid();
        wrong.keyChecks[0] ^= 1;
        List<byte[]> commands = wrong.commands(host);
        for (int i = 0; i < 5; i++) {
            card.send(host.wrap(commands.get(i))).ok();
        }
        assertThat(card.send(host.wrap(commands.get(5))).status()).isEqualTo("6A80");
        // The keys went with them: right check values alone do not make the card whole.
        List<byte[]> right = Profile.prepaid().commands(host);
        for (int i = 5; i < right.size() - 1; i++) {
            card.send(host.wrap(right.get(i))).ok();
        }
        assertThat(card.send(host.wrap(right.get(right.size() - 1))).status()).isEqualTo("6A80");
        assertThat(card.send("80A8000002830000").status()).isEqualTo("6985");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 9, 16})
    void cutAnywhereItNeverPaysAndCanBePersonalizedAgain(int taken) {
        TestCard card = new TestCard();
        card.select().ok();
        Scp02Host host = card.open(3, 0x15);
        List<byte[]> commands = Profile.prepaid().commands(host);
        for (int i = 0; i < taken; i++) {
            card.send(host.wrap(commands.get(i))).ok();
        }
        card.tap();
        assertThat(hex(card.select().ok())).isEqualTo("6F098407F0544150011010");
        assertThat(card.send("80A8000002830000").status()).isEqualTo("6985");
        assertThat(card.send("80CA9F3600").status()).isEqualTo("6985");
        card.personalize(Profile.prepaid());
        card.tap().select().ok();
        card.send("80A8000002830000").ok();
    }

    @Test
    void aSecretInClearIsRefused() {
        TestCard card = new TestCard();
        card.select().ok();
        Scp02Host host = card.open(3, 0x15);
        byte[] pin = TestCard.storeData(0, 0, hex("801008241234FFFFFFFFFF"));
        assertThat(card.send(host.wrap(pin)).status()).isEqualTo("6A80");
    }

    @Test
    void aPersonalizedCardIsNotPersonalizedAgain() {
        TestCard card = new TestCard().personalize(Profile.prepaid()).tap();
        card.select().ok();
        assertThat(card.send("80500000080001020304050607").status()).isEqualTo("6985");
        assertThat(card.send("80E2800000").status()).isEqualTo("6985");
    }

    @Test
    void theDirectoryIsPersonalizedInItsOwnSession() {
        TestCard card = new TestCard();
        card.select(TestCard.PPSE_AID).ok();
        Scp02Host host = card.open(1, 0x15);
        byte[] fci = hex("9102 13 A511BF0C0E610C4F07F0544150011010870101");
        card.send(host.wrap(TestCard.storeData(0x80, 0, fci))).ok();
        card.tap();
        assertThat(hex(card.select(TestCard.PPSE_AID).ok()))
                .isEqualTo("6F23840E" + TestCard.PPSE_AID + "A511BF0C0E610C4F07F0544150011010870101");
        assertThat(card.send("80500000080001020304050607").status()).isEqualTo("6985");
    }

    @Test
    void whatIsNotThereIsNamedByItsStatus() {
        TestCard card = new TestCard().personalize(Profile.prepaid()).tap();
        card.select().ok();
        assertThat(card.send("00A4040005A00000000300").status()).isEqualTo("6A82");
        assertThat(card.send("00700000040102030400").status()).isEqualTo("6D00");
        assertThat(card.send("90AE000000").status()).isEqualTo("6E00");
        assertThat(card.send("80CA9F4F00").status()).isEqualTo("6A88");
        assertThat(card.send("80CADF2200").status()).isEqualTo("6A88");
    }
}

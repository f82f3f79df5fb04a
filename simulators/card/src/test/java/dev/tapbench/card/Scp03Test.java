package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.card.Scp03Host.Keys;
import dev.tapbench.card.TestCard.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Personalization over SCP03: keys of each size, each level, and what is refused. */
class Scp03Test {
    private static byte[] initializeUpdate(TestCard card) {
        return card.send("8050000008" + hex(Scp03Host.HOST_CHALLENGE) + "00").ok();
    }

    private static Scp03Host host(TestCard card, Keys keys) {
        byte[] answer = initializeUpdate(card);
        Scp03Host host = new Scp03Host(keys, Scp03Host.HOST_CHALLENGE, slice(answer, 13, 8));
        assertThat(hex(slice(answer, 21, 8))).as("card cryptogram").isEqualTo(hex(host.cryptogram(0x00)));
        return host;
    }

    private static TestCard card(Keys keys, int minimumLevel) {
        TestCard card = new TestCard(keys, minimumLevel);
        card.select().ok();
        return card;
    }

    /** Real traces of an eUICC with these keys, as osmocom/pysim publishes them. */
    @ParameterizedTest
    @CsvSource({
        "16, 8E1552D0513C60F3, 30760CD2C47C1DD3, 95065FE5EAD8A9D7",
        "16, B13E5F938FC108C4, 3EB51047495B249F, 66C484C1D2EF1948",
    })
    void theOracleMakesTheCryptogramsOfARealCard(int length, String host, String card, String cryptogram) {
        Scp03Host oracle = new Scp03Host(Keys.of(length), hex(host), hex(card));
        assertThat(hex(oracle.cryptogram(0x00))).isEqualTo(cryptogram);
        assertThat(hex(HostCrypto.cmac(
                        hex("2B7E151628AED2A6ABF7158809CF4F3C"), hex("6BC1BEE22E409F96E93D7E117393172A"))))
                .as("RFC 4493")
                .isEqualTo("070A16B46B4D4144F79BDD9DD04A287C");
    }

    @ParameterizedTest
    @CsvSource({"16, 33", "16, 01", "16, 03", "16, 11", "16, 13", "24, 33", "24, 01", "32, 33", "32, 13"})
    void aCardIsPersonalizedUnderKeysOfEachSizeAndAtEachLevel(int length, String level) {
        Keys keys = Keys.of(length);
        TestCard card = card(keys, 1);
        Scp03Host host = host(card, keys);
        card.send(host.externalAuthenticate(Integer.parseInt(level, 16))).ok();
        for (byte[] command : Profile.prepaid().commands(host::encipher)) {
            byte[] answer = card.send(host.wrap(command)).ok();
            assertThat(hex(answer)).isEqualTo(host.emptyAnswer());
        }
        assertThat(new Terminal(card).pay("000000000100").type()).isEqualTo(0x40);
        assertThat(card.send("8050000008" + hex(Scp03Host.HOST_CHALLENGE) + "00")
                        .status())
                .as("closed for ever")
                .isEqualTo("6985");
    }

    @Test
    void theCardSaysWhichProtocolItSpeaksAndNeverRepeatsAChallenge() {
        TestCard card = card(Keys.of(16), 1);
        byte[] first = initializeUpdate(card);
        assertThat(hex(slice(first, 0, 13))).isEqualTo(hex(TestCard.KEY_DATA) + "010370");
        assertThat(hex(slice(first, 29, 3))).isEqualTo("000001");
        byte[] expected = Scp03Host.derive(Keys.of(16).enc(), 0x02, 8, hex("000001" + TestCard.PAYMENT_AID));
        assertThat(slice(first, 13, 8)).as("pseudo-random").isEqualTo(expected);
        byte[] second = initializeUpdate(card);
        assertThat(hex(slice(second, 29, 3))).isEqualTo("000002");
        assertThat(slice(second, 13, 8)).isNotEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "00, 6A86",
        "02, 6A86",
        "10, 6A86",
        "12, 6A86",
        "21, 6A86",
        "30, 6A86",
        "31, 6A86",
        "43, 6A86",
        "01, 6982",
        "11, 6982",
        "03, 9000",
        "33, 9000",
    })
    void aLevelThatDoesNotExistOrIsTooLowIsRefused(String level, String status) {
        Keys keys = Keys.of(16);
        TestCard card = card(keys, 3);
        Scp03Host host = host(card, keys);
        assertThat(card.send(host.externalAuthenticate(Integer.parseInt(level, 16)))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 12, 13, 20})
    void aHostThatDoesNotKnowTheKeysIsRefused(int at) {
        Keys keys = Keys.of(16);
        TestCard card = card(keys, 1);
        byte[] command = host(card, keys).externalAuthenticate(0x33);
        command[at] ^= 1;
        assertThat(card.send(command).status()).isEqualTo("6982");
        command[at] ^= 1;
        assertThat(card.send(command).status()).as("the session is over").isEqualTo("6985");
    }

    @Test
    void aWrongCryptogramUnderARightMacIsRefused() {
        Keys keys = Keys.of(16);
        TestCard card = card(keys, 1);
        host(card, keys);
        // A session of another challenge has the right static keys and the wrong context.
        Scp03Host other = new Scp03Host(keys, Scp03Host.HOST_CHALLENGE, new byte[8]);
        assertThat(card.send(other.externalAuthenticate(0x01)).status()).isEqualTo("6982");
    }

    @Test
    void aChangedOrRepeatedCommandEndsTheSession() {
        Keys keys = Keys.of(16);
        for (boolean repeated : new boolean[] {true, false}) {
            TestCard card = card(keys, 1);
            Scp03Host host = host(card, keys);
            card.send(host.externalAuthenticate(0x33)).ok();
            byte[] command =
                    host.wrap(Profile.prepaid().commands(host::encipher).get(0));
            if (repeated) {
                card.send(command).ok();
            } else {
                command[command.length - 1] ^= 1;
            }
            assertThat(card.send(command).status()).isEqualTo("6982");
            assertThat(card.send(host.wrap(hex("80E2000000"))).status()).isEqualTo("6982");
        }
    }

    @Test
    void keysOfAnotherSizeAreNoInstallParameters() {
        assertThatThrownBy(() -> new TestCard(new Keys(new byte[8], new byte[8], new byte[8]), 1))
                .isInstanceOf(RuntimeException.class);
    }
}

package dev.tapbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.KeyCheckValue;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CardKeysTest {
    private int made;

    private CardRsaKey make() {
        Bytes none = Bytes.zeros(0);
        return new CardRsaKey(BigInteger.valueOf(++made), BigInteger.valueOf(3), none, none, none, none, none, false);
    }

    private static KeyInfo transportKey(String checkValue) {
        return new KeyInfo(
                KeyLabel.of("any"),
                KeyKind.TDES,
                Optional.empty(),
                Optional.empty(),
                new KeyCheckValue(Bytes.hex(checkValue)),
                KeyInfo.Lived.HOST_MEMORY);
    }

    private BigInteger key(CardKeys keys, int bits, String transportKey, int card) {
        return keys.key(bits, transportKey(transportKey), card, this::make).modulus();
    }

    @Test
    void theSameCardOfEachScenarioGetsTheSameKeyAndSaysSo() {
        CardKeys keys = new CardKeys(false);
        CardRsaKey first = keys.key(1408, transportKey("A1B2C3"), 0, this::make);
        CardRsaKey second = keys.key(1408, transportKey("A1B2C3"), 0, this::make);
        assertThat(second.modulus()).isEqualTo(first.modulus());
        assertThat(first.reused()).isFalse();
        assertThat(second.reused()).isTrue();
    }

    @Test
    void anotherCardLengthOrTransportKeyGetsAnotherKey() {
        CardKeys keys = new CardKeys(false);
        assertThat(key(keys, 1408, "A1B2C3", 0))
                .isNotEqualTo(key(keys, 1408, "A1B2C3", 1))
                .isNotEqualTo(key(keys, 1024, "A1B2C3", 0))
                .isNotEqualTo(key(keys, 1408, "010203", 0));
    }

    @Test
    void freshKeysAreNeverShared() {
        CardKeys keys = new CardKeys(true);
        assertThat(key(keys, 1408, "A1B2C3", 0)).isNotEqualTo(key(keys, 1408, "A1B2C3", 0));
    }
}

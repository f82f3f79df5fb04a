package dev.tapbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Another run of a seed has the same cards, whatever its module does by itself. */
class RepeatedCardKeyTest {
    private static final KeyLabel TRANSPORT = KeyLabel.of("transport");
    private static final Bytes CLEAR = Bytes.hex("0123456789ABCDEFFEDCBA9876543210");

    private static CardRsaKey made(long seed, int cards) {
        Target target = Target.parse("embedded:");
        try (Hsm module = Drivers.find().hsm(target).open(target)) {
            ScopedHsm scope = new ScopedHsm(new ImportedKeys(module), "one", CardKeys.repeated(seed));
            scope.importKey(TRANSPORT, KeyKind.TDES, CLEAR);
            for (int card = 1; card < cards; card++) {
                scope.generateCardRsa(1024, TRANSPORT);
            }
            CardRsaKey key = scope.generateCardRsa(1024, TRANSPORT);
            BigInteger p = number(scope, key.encipheredP());
            BigInteger q = number(scope, key.encipheredQ());
            assertThat(p.multiply(q)).as("what is given out are its primes").isEqualTo(key.modulus());
            return key;
        }
    }

    private static BigInteger number(Hsm hsm, Bytes enciphered) {
        return new BigInteger(
                1,
                hsm.decrypt(TRANSPORT, CipherMode.TDES_ECB, Bytes.zeros(8), enciphered)
                        .toArray());
    }

    @Test
    void theNthCardOfASeedHasItsKey() {
        assertThat(made(7, 1)).isEqualTo(made(7, 1));
        assertThat(made(7, 2)).isEqualTo(made(7, 2)).isNotEqualTo(made(7, 1));
        assertThat(made(8, 1)).isNotEqualTo(made(7, 1));
    }
}

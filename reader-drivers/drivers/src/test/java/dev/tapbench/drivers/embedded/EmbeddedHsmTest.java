package dev.tapbench.drivers.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmAesContract;
import dev.tapbench.ports.hsm.HsmContract;
import dev.tapbench.ports.hsm.HsmRsaContract;
import dev.tapbench.ports.hsm.KeyLabel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmbeddedHsmTest {
    private static Hsm module(String target) {
        return new EmbeddedHsmDriver().open(Target.parse(target));
    }

    @Nested
    class Contract extends HsmContract {
        @Override
        protected Hsm open() {
            return module("embedded:");
        }
    }

    @Nested
    class AesContract extends HsmAesContract {
        @Override
        protected Hsm open() {
            return module("embedded:");
        }
    }

    @Nested
    class RsaContract extends HsmRsaContract {
        @Override
        protected Hsm open() {
            return module("embedded:");
        }
    }

    @Test
    void aSeedRepeatsRandomNumbersAndKeys() {
        KeyLabel rsa = KeyLabel.of("rsa");
        try (Hsm one = module("embedded:?seed=7");
                Hsm same = module("embedded:?seed=7");
                Hsm other = module("embedded:?seed=8")) {
            Bytes first = one.random(16);
            assertThat(same.random(16)).isEqualTo(first);
            assertThat(other.random(16)).isNotEqualTo(first);
            assertThat(one.generateRsa(rsa, 1024, 3).getModulus())
                    .isEqualTo(same.generateRsa(rsa, 1024, 3).getModulus());
        }
    }

    @Test
    void aWrongTargetSaysWhatWasExpected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> module("embedded:?sede=7"))
                .withMessageContaining("[seed]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> module("embedded:?seed=x"))
                .withMessageContaining("whole number");
        assertThatIllegalArgumentException().isThrownBy(() -> module("embedded:box"));
    }
}

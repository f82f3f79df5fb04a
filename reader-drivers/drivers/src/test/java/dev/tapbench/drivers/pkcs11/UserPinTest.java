package dev.tapbench.drivers.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tapbench.ports.hsm.HsmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserPinTest {
    private static final Cryptoki.Token TOKEN = new Cryptoki.Token(7, "issuer", "SoftHSM v2", true, true);

    private final List<String> asked = new ArrayList<>();

    private UserPin pin(Map<String, String> environment, String answer) {
        return new UserPin(environment::get, text -> {
            asked.add(text);
            return Optional.of(answer);
        });
    }

    @Test
    void theEnvironmentComesFirstAndNobodyIsAsked() {
        assertThat(pin(Map.of("TAPBENCH_HSM_PIN", "4711"), "0000").of(TOKEN)).isEqualTo("4711");
        assertThat(asked).isEmpty();
    }

    @Test
    void withoutItThePersonIsAskedForTheTokensPin() {
        assertThat(pin(Map.of("TAPBENCH_HSM_PIN", ""), "0000").of(TOKEN)).isEqualTo("0000");
        assertThat(asked).containsExactly("User PIN of the token 'issuer'");
    }

    @Test
    void noAnswerIsNoPin() {
        assertThatExceptionOfType(HsmException.class)
                .isThrownBy(() -> pin(Map.of(), "").of(TOKEN))
                .withMessageContaining("'issuer'")
                .withMessageContaining("TAPBENCH_HSM_PIN");
    }
}

package dev.tapbench.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jcardsim:",
                "jcardsim:?fault=F-001",
                "pkcs11:/usr/lib/softhsm/libsofthsm2.so?slot-label=a",
                "pcsc:ACS ACR122U",
                "remote:localhost:7000/1?a=1&b="
            })
    void printsAsItWasRead(String text) {
        assertThat(Target.parse(text)).hasToString(text);
    }

    @Test
    void hasSchemeNameAndOptions() {
        Target target = Target.parse("remote:host:7000/1?a=x=y&b=");
        assertThat(target.scheme()).isEqualTo("remote");
        assertThat(target.name()).isEqualTo("host:7000/1");
        assertThat(target.option("a")).contains("x=y");
        assertThat(target.option("b")).contains("");
        assertThat(target.option("c")).isEmpty();
    }

    @Test
    void optionsCanBeAddedAndTakenAway() {
        Target target = Target.parse("jcardsim:?fault=F-001");
        assertThat(target.without("fault")).isEqualTo(Target.parse("jcardsim:"));
        assertThat(target.with("seed", "7")).hasToString("jcardsim:?fault=F-001&seed=7");
        assertThat(target).hasToString("jcardsim:?fault=F-001");
    }

    @ParameterizedTest
    @CsvSource({
        "softhsm, expected scheme:name",
        ":softhsm, expected scheme:name",
        "jcardsim:?=1, an option without a name",
        "jcardsim:?a=1&a=2, the option 'a' twice"
    })
    void aWrongTargetSaysWhatWasExpected(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse(text))
                .withMessageContaining(text)
                .withMessageContaining(message);
    }

    @Test
    void unknownOptionsAreRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse("jcardsim:?sede=1").requireOnly(Set.of("seed", "medium")))
                .withMessage("'jcardsim:?sede=1' has the unknown option 'sede': known are [medium, seed]");
    }
}

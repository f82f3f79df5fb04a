package dev.tapbench.drivers.pcsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which reader is meant; needs no service. */
class PcscNamesTest {
    private static final List<String> NAMES =
            List.of("ACS ACR122U 00 00", "ACS ACR122U 01 00", "Identiv uTrust", "Twin", "Twin");

    @ParameterizedTest
    @CsvSource({"ACS ACR122U 01 00, ACS ACR122U 01 00", "uTrust, Identiv uTrust", "0, ACS ACR122U 00 00", "4, Twin"})
    void byNameByPartAndByNumber(String wanted, String reader) {
        assertThat(PcscReader.chosen(wanted, NAMES)).isEqualTo(reader);
    }

    @Test
    void theOnlyOneNeedsNoName() {
        assertThat(PcscReader.chosen("", List.of("Identiv uTrust"))).isEqualTo("Identiv uTrust");
    }

    @ParameterizedTest
    @CsvSource({
        "ACR122U, fits 2 PC/SC readers",
        "Twin, fits 2 PC/SC readers",
        "Omnikey, no PC/SC reader is named 'Omnikey'",
        "7, no PC/SC reader is named '7'"
    })
    void noneAndSeveralAreToldWithThoseThatAreThere(String wanted, String message) {
        assertThatThrownBy(() -> PcscReader.chosen(wanted, NAMES))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("[");
    }

    @ParameterizedTest
    @CsvSource({
        "pcsc:x?medium=radio, unknown medium",
        "pcsc:x?timeout=0, expected seconds",
        "pcsc:x?wait=1, unknown option"
    })
    void aTargetThatNoReaderAnswersToIsUsage(String target, String message) {
        assertThatThrownBy(() -> new PcscDriver().check(Target.parse(target)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}

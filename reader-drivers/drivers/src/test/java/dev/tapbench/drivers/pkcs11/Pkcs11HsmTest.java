package dev.tapbench.drivers.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmAesContract;
import dev.tapbench.ports.hsm.HsmContract;
import dev.tapbench.ports.hsm.HsmException;
import dev.tapbench.ports.hsm.HsmRsaContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.ProviderException;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Needs SoftHSM; without it the tests are skipped with the reason, or fail where {@code tapbench.require} has softhsm. */
class Pkcs11HsmTest {
    @BeforeAll
    static void requireSoftHsm() {
        Probe probe = new Pkcs11HsmDriver().probe();
        if (!probe.available()) {
            assertThat(required())
                    .as("softhsm is required, but: %s", probe.remedy())
                    .isFalse();
            Assumptions.abort(probe.remedy());
        }
    }

    private static boolean required() {
        String variable = System.getenv().getOrDefault("TAPBENCH_REQUIRE", "");
        String list = System.getProperty("tapbench.require", variable);
        return Arrays.asList(list.split(",", -1)).contains("softhsm");
    }

    private static Hsm module(String target) {
        return new Pkcs11HsmDriver().open(Target.parse(target));
    }

    @Nested
    class Contract extends HsmContract {
        @Override
        protected Hsm open() {
            return module("pkcs11:softhsm");
        }
    }

    @Nested
    class AesContract extends HsmAesContract {
        @Override
        protected Hsm open() {
            return module("pkcs11:softhsm");
        }
    }

    @Nested
    class RsaContract extends HsmRsaContract {
        @Override
        protected Hsm open() {
            return module("pkcs11:softhsm");
        }
    }

    @Test
    void theLibraryAndTheIndexOfTheSlotOpenTheSameToken() {
        Path library = SoftHsm.library().orElseThrow();
        try (Hsm hsm = module("pkcs11:" + library + "?slot-index=0")) {
            assertThat(hsm.random(8).length()).isEqualTo(8);
        }
    }

    @Test
    void theProbeNamesTheToken() {
        module("pkcs11:softhsm").close();
        Probe probe = new Pkcs11HsmDriver().probe();
        assertThat(probe.devices()).singleElement().satisfies(device -> {
            assertThat(device.target()).isEqualTo("pkcs11:softhsm");
            assertThat(device.description()).contains("token 'tapbench' in slot");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "pkcs11:, expected pkcs11:softhsm or",
        "pkcs11:softhsm?solt=1, unknown option 'solt'",
        "pkcs11:softhsm?slot=1&slot-index=1, expected one",
        "pkcs11:softhsm?slot=one, expected a number"
    })
    void aWrongTargetSaysWhatWasExpected(String target, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> module(target)).withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pkcs11:softhsm?slot-label=nobody", "pkcs11:/nowhere/lib.so", "pkcs11:softhsm?slot-index=99"})
    void aTokenThatIsNotThereIsTheBenchs(String target) {
        assertThatExceptionOfType(HsmException.class)
                .isThrownBy(() -> module(target))
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf("nobody", "/nowhere/lib.so", "99"));
    }

    @Test
    void theTokensCodeComesWithItsRemedy() {
        Exception cause = new ProviderException("login failed", new Exception("CKR_PIN_INCORRECT"));
        assertThat(Pkcs11Token.failure("the token cannot be opened", cause))
                .hasMessage(
                        "the token cannot be opened: CKR_PIN_INCORRECT; set TAPBENCH_HSM_PIN to the token's user PIN");
    }

    @Test
    void aConfigurationIsMadeOnceWithATokenThatOnlyItsOwnerReads(@TempDir Path home) throws Exception {
        Path file = home.resolve("new/softhsm2.conf");
        SoftHsm softHsm = new SoftHsm(file);
        softHsm.prepare("tapbench", "1234");
        assertThat(file).content().contains("directories.tokendir = " + home.resolve("new"));
        String first = softHsm.slot("tapbench");
        softHsm.prepare("tapbench", "1234");
        assertThat(softHsm.slot("tapbench")).isEqualTo(first);
        try (var entries = Files.list(home.resolve("new"))) {
            Path tokens = entries.filter(Files::isDirectory).findFirst().orElseThrow();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)))
                    .isEqualTo("rwx------");
        }
    }
}

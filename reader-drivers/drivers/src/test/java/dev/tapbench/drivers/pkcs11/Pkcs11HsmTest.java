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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Needs SoftHSM; without it the tests are skipped with the reason, or fail where {@code tapbench.require} has softhsm. */
class Pkcs11HsmTest {
    private static final String NATIVE = "pkcs11:softhsm?derive=native";

    @BeforeAll
    static void requireSoftHsm() {
        ChildJvm.requireSoftHsm();
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

    @Nested
    class NativeContract extends HsmContract {
        @Override
        protected Hsm open() {
            return module(NATIVE);
        }
    }

    @Nested
    class NativeAesContract extends HsmAesContract {
        @Override
        protected Hsm open() {
            return module(NATIVE);
        }
    }

    @Nested
    class NativeRsaContract extends HsmRsaContract {
        @Override
        protected Hsm open() {
            return module(NATIVE);
        }
    }

    @Test
    void theLibraryAndTheIndexOfTheSlotOpenTheSameToken() {
        Path library = KnownModule.SOFTHSM.library().orElseThrow();
        try (Hsm hsm = module("pkcs11:" + library + "?slot-index=0")) {
            assertThat(hsm.random(8).length()).isEqualTo(8);
        }
    }

    @Test
    void theProbeNamesTheToken() {
        module("pkcs11:softhsm").close();
        Probe probe = new Pkcs11HsmDriver().probe();
        assertThat(probe.devices()).element(0).satisfies(device -> {
            assertThat(device.target()).isEqualTo("pkcs11:softhsm");
            assertThat(device.description()).contains("token 'tapbench' in slot");
            assertThat(device.capabilities()).isEmpty();
            assertThat(device.notes())
                    .containsExactly("triple DES, AES, RSA without padding, derivation by encipherment, AES-CMAC");
        });
        assertThat(probe.devices()).element(1).satisfies(device -> {
            assertThat(device.target()).isEqualTo(NATIVE);
            assertThat(device.capabilities()).containsExactly("hsm-derive");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "pkcs11:, names no library",
        "pkcs11:softhsm?solt=1, unknown option 'solt'",
        "pkcs11:softhsm?slot=1&slot-index=1, expected one",
        "pkcs11:softhsm?pin=1234, TAPBENCH_HSM_PIN",
        "pkcs11:softhsm?token=, has an empty token",
        "pkcs11:softhsm?derive=host, expected derive=native",
        "pkcs11:softhsm?slot=one, expected a number"
    })
    void aWrongTargetSaysWhatWasExpected(String target, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> module(target)).withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs11:softhsm?token=nobody", "pkcs11:/nowhere/lib.so", "pkcs11:softhsm?slot-index=99"})
    void aTokenThatIsNotThereIsTheBenchs(String target) {
        assertThatExceptionOfType(HsmException.class)
                .isThrownBy(() -> module(target))
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf("nobody", "/nowhere/lib.so", "99"));
    }

    @Test
    void aConfigurationIsMadeOnceWithATokenThatOnlyItsOwnerReads(@TempDir Path home) throws Exception {
        Path file = home.resolve("new/softhsm2.conf");
        SoftHsm softHsm = new SoftHsm(file);
        softHsm.prepare("tapbench", "1234");
        assertThat(file).content().contains("directories.tokendir = " + home.resolve("new"));
        String first = Files.readString(file);
        softHsm.prepare("tapbench", "1234");
        assertThat(file).content().isEqualTo(first);
        assertThat(softHsm.isOwn()).isTrue();
        try (var entries = Files.list(home.resolve("new"))) {
            Path tokens = entries.filter(Files::isDirectory).findFirst().orElseThrow();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)))
                    .isEqualTo("rwx------");
        }
    }
}

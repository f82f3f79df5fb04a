package dev.tapbench.ports.hsm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.HsmCalled;
import dev.tapbench.ports.trace.TraceEvent;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordingHsmTest {
    private static final KeyLabel KEY = KeyLabel.of("issuer/imk-ac");
    private static final KeyLabel OTHER = KeyLabel.of("issuer/tk");
    private static final Bytes SECRET = Bytes.hex("00112233445566778899AABBCCDDEEFF");

    private final List<TraceEvent> events = new ArrayList<>();
    private final Hsm hsm = new RecordingHsm(module(), events::add, "issuer");

    /** A module that answers each call with a fixed value of the right type. */
    private static Hsm module() {
        KeyInfo info = new KeyInfo(
                KEY,
                KeyKind.TDES,
                Optional.of(OTHER),
                Optional.of(Derivation.ecb(SECRET, "session key")),
                new KeyCheckValue(Bytes.hex("08D7B4")),
                KeyInfo.Lived.HOST_MEMORY);
        return (Hsm) Proxy.newProxyInstance(
                Hsm.class.getClassLoader(),
                new Class<?>[] {Hsm.class},
                (proxy, method, arguments) -> answer(method, info));
    }

    private static @org.jspecify.annotations.Nullable Object answer(Method method, KeyInfo info) {
        Class<?> type = method.getReturnType();
        if (type == KeyInfo.class) {
            return info;
        }
        if (type == KeyInfo.Lived.class) {
            return KeyInfo.Lived.HOST_MEMORY;
        }
        if (type == Bytes.class) {
            return SECRET;
        }
        return type == String.class ? "fake:" : null;
    }

    private HsmCalled only() {
        assertThat(events).hasSize(1);
        return (HsmCalled) events.get(0);
    }

    @Test
    void notesOwnerModuleOperationAndKey() {
        hsm.mac(KEY, MacAlgorithm.RETAIL, Bytes.zeros(8), Bytes.zeros(20));
        assertThat(only()).isEqualTo(new HsmCalled("issuer", "fake:", "mac", "issuer/imk-ac", "RETAIL over 20 bytes"));
    }

    @Test
    void notesTheLineageOfADerivedKey() {
        hsm.derive(KEY, OTHER, Derivation.ecb(SECRET, "session key"));
        assertThat(only().detail()).isEqualTo("from issuer/tk, session key, check value 08D7B4, lived in host memory");
    }

    @Test
    void saysWhereTheClearWasBetweenTwoKeys() {
        hsm.translate(OTHER, KEY, SECRET);
        assertThat(only().detail()).isEqualTo("from issuer/tk, 16 bytes, clear in host memory");
    }

    @Test
    void neverNotesDataThatCouldBeSecret() {
        hsm.importKey(KEY, KeyKind.TDES, SECRET);
        hsm.encrypt(KEY, CipherMode.TDES_ECB, Bytes.zeros(8), SECRET);
        hsm.decrypt(KEY, CipherMode.TDES_ECB, Bytes.zeros(8), SECRET);
        hsm.wrap(OTHER, KEY);
        hsm.translate(OTHER, KEY, SECRET);
        hsm.rsaPrivate(KEY, SECRET);
        assertThat(events)
                .hasSize(6)
                .allSatisfy(event -> assertThat(event.toString()).doesNotContainIgnoringCase(SECRET.toHex()));
    }
}

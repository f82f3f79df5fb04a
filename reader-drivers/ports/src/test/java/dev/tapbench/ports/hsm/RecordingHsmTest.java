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

    private static final KeyCheckValue CHECK_VALUE = new KeyCheckValue(Bytes.hex("08D7B4"));

    private final List<TraceEvent> events = new ArrayList<>();
    private final Hsm hsm = new RecordingHsm(module(), events::add, "issuer");

    /** A module that answers each call with a fixed value of the right type. */
    private static Hsm module() {
        return module(new KeyInfo(
                KEY,
                KeyKind.TDES,
                Optional.of(OTHER),
                Optional.of(Derivation.ecb(Bytes.hex("3456F0000000000034560F0000000000"), "session key")),
                CHECK_VALUE,
                KeyInfo.Lived.HOST_MEMORY));
    }

    private static Hsm module(KeyInfo info) {
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
        assertThat(only().detail())
                .isEqualTo(
                        "from issuer/tk, session key, TDES_ECB over 3456F0000000000034560F0000000000, check value 08D7B4,"
                                + " lived in host memory");
    }

    @Test
    void keepsTheCardNumberOfACardsKeyToItself() {
        Derivation derivation = Derivation.ecb(SECRET, "ICC master key").ofCardNumber();
        Hsm module = module(new KeyInfo(
                KEY, KeyKind.TDES, Optional.of(OTHER), Optional.of(derivation), CHECK_VALUE, KeyInfo.Lived.TOKEN));
        new RecordingHsm(module, events::add, "issuer").derive(KEY, OTHER, derivation);
        assertThat(only().detail())
                .isEqualTo("from issuer/tk, ICC master key, TDES_ECB over a card number, check value 08D7B4,"
                        + " lived in the token only");
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

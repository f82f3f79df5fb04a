package dev.tapbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scenarios share what they import, and nothing of it shows: each has its labels, and takes away only what is its own. */
class ImportedKeysTest {
    private static final KeyLabel MASTER = KeyLabel.of("issuer/imk-ac");
    private static final Bytes KEY = Bytes.hex("0123456789ABCDEFFEDCBA9876543210");
    private static final Bytes OTHER_KEY = Bytes.hex("FEDCBA98765432100123456789ABCDEF");

    private final List<String> imports = new ArrayList<>();
    private final Hsm module = counting(open());
    private final ImportedKeys keys = new ImportedKeys(module);
    private final ScopedHsm first = new ScopedHsm(keys, "first", new CardKeys(false));
    private final ScopedHsm second = new ScopedHsm(keys, "second", new CardKeys(false));

    private static Hsm open() {
        Target target = Target.parse("embedded:");
        return Drivers.find().hsm(target).open(target);
    }

    private Hsm counting(Hsm hsm) {
        return (Hsm) Proxy.newProxyInstance(
                Hsm.class.getClassLoader(), new Class<?>[] {Hsm.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("importKey")) {
                        imports.add(arguments[0].toString());
                    }
                    try {
                        return method.invoke(hsm, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @AfterEach
    void close() {
        module.close();
    }

    private static Bytes checkValue(ScopedHsm hsm) {
        return hsm.info(MASTER).checkValue().value();
    }

    @Test
    void theSameKeyIsImportedOnceAndAnotherIsNot() {
        KeyInfo info = first.importKey(MASTER, KeyKind.TDES, KEY);
        second.importKey(MASTER, KeyKind.TDES, KEY);
        assertThat(imports).hasSize(1);
        assertThat(info.label()).isEqualTo(MASTER);
        second.importKey(MASTER, KeyKind.TDES, OTHER_KEY);
        second.importKey(KeyLabel.of("motaps/imk-ac"), KeyKind.TDES, KEY);
        assertThat(imports).hasSize(3);
        assertThat(checkValue(first)).isNotEqualTo(checkValue(second));
    }

    @Test
    void aKeyThatOneScenarioForgetsIsThereForTheOther() {
        first.importKey(MASTER, KeyKind.TDES, KEY);
        second.importKey(MASTER, KeyKind.TDES, KEY);
        first.destroy(MASTER);
        assertThat(first.has(MASTER)).isFalse();
        assertThat(second.has(MASTER)).isTrue();
        second.close();
        assertThat(second.has(MASTER)).isFalse();
        first.importKey(MASTER, KeyKind.TDES, KEY);
        assertThat(first.has(MASTER)).as("for later scenarios").isTrue();
        assertThat(imports).hasSize(1);
    }

    @Test
    void aDerivedKeyNamesItsParentAsItsScenarioDoesAndStaysThere() {
        first.importKey(MASTER, KeyKind.TDES, KEY);
        second.importKey(MASTER, KeyKind.TDES, KEY);
        KeyLabel card = MASTER.child("card-1");
        KeyInfo derived = first.derive(card, MASTER, Derivation.ecb(KEY, "a test"));
        assertThat(derived.label()).isEqualTo(card);
        assertThat(derived.parent()).contains(MASTER);
        assertThat(second.has(card)).isFalse();
    }

    @Test
    void aKeyThatTakesThePlaceOfAnImportedOneIsTheScenariosOwn() {
        first.importKey(MASTER, KeyKind.TDES, KEY);
        second.importKey(MASTER, KeyKind.TDES, KEY);
        Bytes before = checkValue(second);
        first.generateKey(MASTER, KeyKind.TDES);
        assertThat(checkValue(first)).isNotEqualTo(before);
        assertThat(checkValue(second)).isEqualTo(before);
    }

    @Test
    void atTheEndNothingIsLeftInTheModule() {
        first.importKey(MASTER, KeyKind.TDES, KEY);
        KeyLabel there = KeyLabel.of(imports.get(0));
        first.close();
        assertThat(module.has(there)).isTrue();
        keys.destroy();
        assertThat(module.has(there)).isFalse();
    }
}

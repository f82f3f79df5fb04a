package dev.tapbench.emv.calc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs are checked before anything is computed, and keys do not outlive their computation. */
class OperationTest {
    private static final Operation OPERATION = Operation.named("test.op", "Takes one of everything.", "none")
            .takes(
                    Key.bytes("key", "a key", 16, 24).optional(),
                    Key.bytes("data", "anything").optional(),
                    Key.digits("pan", "a number", 12, 19).optional(),
                    Key.number("height", "of a tree").optional(),
                    Key.word("option", "a choice", "A", "B").optional(),
                    Key.list("apdus", "pairs").optional(),
                    Key.map("values", "by tag").optional(),
                    Key.context("fields", "where it comes from"))
            .gives("count", "how many")
            .computed((in, out) ->
                    out.give("count", in.has("data") ? in.bytes("data").length() : 0));

    private static void refused(String key, Object value, String expected) {
        assertThatExceptionOfType(InputProblem.class)
                .isThrownBy(() -> OPERATION.check(Map.of(key, value)))
                .withMessageContaining("key '" + key + "'")
                .withMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key    | 00           | 16 or 24 bytes in hexadecimal",
                "key    | 0x           | 16 or 24 bytes in hexadecimal",
                "data   | 0            | bytes in hexadecimal",
                "pan    | 123          | 12 to 19 decimal digits",
                "pan    | 12345678901A | 12 to 19 decimal digits",
                "height | -1           | a whole number of 0 or more",
                "height | 1.5          | a whole number of 0 or more",
                "option | C            | A or B",
                "apdus  | 00           | a list in JSON",
                "values | 00           | names and values in JSON",
            })
    void aWrongValueSaysWhatWasExpected(String key, String value, String expected) {
        refused(key, value, expected);
    }

    @Test
    void aValueOfAnotherKindIsRefused() {
        refused("data", 12, "bytes in hexadecimal");
        refused("height", true, "a whole number");
        refused("option", List.of("A"), "A or B");
    }

    @Test
    void anUnknownKeyNamesTheKnownOnes() {
        assertThatExceptionOfType(InputProblem.class)
                .isThrownBy(() -> OPERATION.check(Map.of("hight", "1")))
                .satisfies(e -> {
                    assertThat(e.written()).isEqualTo("hight");
                    assertThat(e.names()).contains("height");
                });
    }

    @Test
    void aMissingKeySaysWhatItIs() {
        Operation strict = Operation.named("test.op", "Takes data.", "none")
                .takes(Key.bytes("data", "tag 9F10"))
                .gives("nothing", "at all")
                .computed((in, out) -> {});
        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("data", null);
        assertThatThrownBy(() -> strict.check(none))
                .hasMessage("key 'data' is missing: expected bytes in hexadecimal (tag 9F10)");
    }

    @Test
    void contextMayBeAnything() {
        OPERATION.check(Map.of("fields", List.of(1, true)));
    }

    @Test
    void anOperationWithoutASecretKeyAsksForNoModule() {
        Answer answer = OPERATION.run(Map.of("data", "0102"), () -> {
            throw new AssertionError("a module was asked for");
        });
        assertThat(answer.values()).containsEntry("count", 2);
    }

    @Test
    void keysAreDestroyedWhateverHappens() {
        SoftwareHsm hsm = new SoftwareHsm();
        List<KeyLabel> labels = new ArrayList<>();
        Operation secret = Operation.named("test.op", "Uses keys.", "none")
                .takes(Key.bytes("key", "a key", 16))
                .gives("nothing", "at all")
                .computedInModule((in, keys, out) -> {
                    KeyLabel parent = keys.tdes("parent", in.bytes("key"));
                    labels.add(parent);
                    labels.add(keys.hsm()
                            .derive(keys.label("child"), parent, Derivation.ecb(Bytes.zeros(16), "test"))
                            .label());
                    assertThat(labels).doesNotHaveDuplicates().allMatch(hsm::has);
                    throw new EmvDataException("refused");
                });
        assertThatThrownBy(() -> secret.run(Map.of("key", "00".repeat(16)), () -> hsm))
                .isInstanceOf(EmvDataException.class);
        assertThat(labels).hasSize(2).noneMatch(hsm::has);
    }

    /** Every way in which a key can come from another. */
    @Test
    void theClearOfADerivedKeyIsThatOfTheModule() {
        SoftwareHsm hsm = new SoftwareHsm();
        try (ScratchKeys keys = new ScratchKeys(hsm)) {
            KeyLabel tdes = keys.tdes("tdes", Bytes.hex("0123456789ABCDEFFEDCBA9876543210"));
            KeyLabel aes = keys.imported("aes", KeyKind.AES_192, Bytes.hex("01".repeat(24)));
            Bytes data = Bytes.hex("00112233445566778899AABBCCDDEEFF");
            for (KeyInfo key : List.of(
                    hsm.derive(keys.label("a"), tdes, Derivation.ecb(data, "test")),
                    hsm.derive(keys.label("b"), tdes, Derivation.cbc(data, "test")),
                    hsm.derive(keys.label("c"), aes, Derivation.aesEcb(KeyKind.AES_128, data, "test")),
                    hsm.derive(keys.label("d"), aes, Derivation.cmacCounter(KeyKind.AES_256, data, data, "test")))) {
                assertThat(keys.clear(key))
                        .hasToString(hsm.clear(key.label()).toHex())
                        .isInstanceOf(key.kind() == KeyKind.TDES ? Answer.TdesKey.class : Bytes.class);
            }
        }
    }

    @Test
    void everyOperationSaysWhatItIs() {
        for (Operation operation : Catalogue.all().operations()) {
            assertThat(operation.what()).as(operation.name()).endsWith(".");
            assertThat(operation.clause()).as(operation.name()).isNotBlank();
            assertThat(operation.results()).as(operation.name()).isNotEmpty();
            assertThat(operation.keys()).as(operation.name()).isNotEmpty();
            assertThat(operation.keyNames()).as(operation.name()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aResultHasOneValue() {
        Answer answer = new Answer().give("x", 1);
        assertThatThrownBy(() -> answer.give("x", 2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> answer.give("y", new Object())).isInstanceOf(IllegalArgumentException.class);
    }

    /** Known answers print keys either way. */
    @Test
    void aKeyIsGivenAsItCameAndWithOddParity() {
        Answer answer = new Answer()
                .give("sk", new Answer.TdesKey(Bytes.hex("0001FE80")))
                .give("odd", new Answer.TdesKey(Bytes.hex("01FE")));
        assertThat(answer.results().get(0).value()).hasToString("0001FE80");
        assertThat(answer.results().get(0).meaning()).isEqualTo("with odd parity 0101FE80");
        assertThat(answer.results().get(1).meaning()).isEmpty();
    }

    private static Hsm none() {
        throw new AssertionError("a module was asked for");
    }

    @Test
    void decodingNeedsNoModule() {
        assertThat(Catalogue.all().operations())
                .filteredOn(o -> o.name().endsWith(".decode") && !o.secret())
                .filteredOn(o -> !o.example().isEmpty())
                .isNotEmpty()
                .allSatisfy(o -> o.run(example(o), OperationTest::none));
    }

    private static Map<String, Object> example(Operation operation) {
        Map<String, Object> inputs = new HashMap<>();
        for (String argument : operation.example()) {
            int equals = argument.indexOf('=');
            inputs.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return inputs;
    }
}

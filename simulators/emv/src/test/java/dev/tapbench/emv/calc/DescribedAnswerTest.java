package dev.tapbench.emv.calc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.emv.testing.Vector;
import dev.tapbench.ports.Bytes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Inputs that a known answer names in words only, and inputs that a computation refuses. */
class DescribedAnswerTest {
    private static final Map<String, String> NOTHING = Map.of();

    private static Operation operation(String name) {
        return Catalogue.all().find(name).orElseThrow();
    }

    private static KnownAnswer described(String op, String algorithm, Map<String, String> inputs) {
        return KnownAnswer.described("id", operation(op), algorithm, inputs, NOTHING);
    }

    @ParameterizedTest
    @CsvSource({
        "mac.retail, 'ISO 9797-1 alg 3, padding 1', padding, 1",
        "mac.retail, 'retail MAC, padding method 2', padding, 2",
        "scp03.session, 'SCP03 (Amendment D) S8 mode, AES-192, security level 33', security_level, 33",
        "script.pin-change, 'VIS PIN block, VISA encipherment, MAC', pin_block, vis",
        "script.pin-change, 'ISO2 PIN block, MASTERCARD encipherment, MAC', encipherment, mastercard",
        "script.encipher, 'M/Chip encipherment: short data padded', encipherment, mastercard",
        "cps.card-keys, 'VISA2 diversification (KEYDATA bytes 0,1,4-7)', diversification, visa2"
    })
    void theDescriptionSaysWhatTheInputsDoNot(String op, String algorithm, String name, String value) {
        assertThat(described(op, algorithm, Map.of()).inputs().get(name)).isEqualTo(value);
    }

    @Test
    void anInputThatIsThereWinsAndAnOperationWithoutItGetsNone() {
        assertThat(described("mac.retail", "padding 1", Map.of("padding", "2"))
                        .inputs()
                        .get("padding"))
                .isEqualTo("2");
        assertThat(described("kcv", "padding 1, security level 33", Map.of()).inputs())
                .isEmpty();
    }

    private static Map<String, @Nullable Object> inputs(String id, String name, Object value) {
        Vector vector = Vector.all().filter(v -> v.id().equals(id)).findFirst().orElseThrow();
        Map<String, @Nullable Object> inputs =
                new HashMap<>(JsonMapper.shared().convertValue(vector.inputs(), new TypeReference<>() {}));
        inputs.put(name, value);
        return inputs;
    }

    /** A wrong cryptogram, MAC, certificate or key: refused, and the message says what was expected. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scp02.session|scp02-smartcafe-48|host_challenge|0000000000000000|answered the card cryptogram 617901CC45908A6D",
                "scp02.session|scp02-smartcafe-48|initialize_update_response|0000|expected 28",
                "scp03.session|scp03-aes256-level33|response_to_first_command|00112233445566778899|expected ",
                "scp03.session|scp03-aes256-level33|initialize_update_apdu|80500000080000000000000000|answered the card cryptogram",
                "rsa.issuer-certificate|rsa-mcF1-issuer|certificate_90|3312205B0EFA|has 6 bytes, the signer's key 176",
                "rsa.icc-certificate|rsa-mcF1-icc|remainder_9F48|00|needs a remainder of 26 bytes, the card gives 1",
                "rsa.dda-verify|rsa-visa94-dda|sdad_9F4B|00|has 1 bytes, the signer's key 176",
                "pin-block.4.decode|pb4-ep2|pan|432198765432109871|PIN block"
            })
    void wrongDataAreRefused(String op, String id, String name, String value, String message) {
        assertThatThrownBy(() -> operation(op).run(inputs(id, name, value), SoftwareHsm::new))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kcv|kcv-012345|key|0123456789ABCDEF|expected 16 bytes",
                "aes.cmac|cmac-aes128-1|key|0123456789ABCDEF|expected 16 or 24 or 32 bytes",
                "script.format1|script-ccd-format1-tdes|mk_smi|000102030405060708090A0B0C0D0E0F0001020304050607|16 bytes of triple DES",
                "pin-block.3.encode|pb3-4|fill|12345678901234|digits A to F",
                "scp02.session|scp02-smartcafe-48|security_level|33|expected 01 or 03",
                "session-key.emv2000|sk-tree-1|height|1|2 to 16 levels"
            })
    void inputsThatCannotBeAreNamed(String op, String id, String name, String value, String message) {
        assertThatThrownBy(() -> operation(op).run(inputs(id, name, value), SoftwareHsm::new))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining(message);
    }

    /** The hash of a certificate that was changed in its digits only; it opens, and the result says that it does not hold. */
    @Test
    void aWrongHashIsAResultAndNoRefusal() {
        Map<String, @Nullable Object> inputs = inputs("rsa-visa92-issuer", "exponent_9F32", "010001");
        Answer answer = operation("rsa.issuer-certificate").run(inputs, SoftwareHsm::new);
        assertThat(answer.values()).containsEntry("hash_ok", false).containsEntry("serial", Bytes.hex("033489"));
    }
}

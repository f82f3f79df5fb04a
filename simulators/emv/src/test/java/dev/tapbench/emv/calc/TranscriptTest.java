package dev.tapbench.emv.calc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.emv.testing.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Recordings in which one thing is wrong: it is found, and nothing else is blamed. */
class TranscriptTest {
    private static final String DDA = "tr-emvtool-dda";
    private static final String CDA = "tr-emvtool-cda-aac";
    private static final Operation READ =
            Catalogue.all().find("transcript.read").orElseThrow();
    private static final Operation TRANSACTION =
            Catalogue.all().find("transcript.transaction").orElseThrow();

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inputs(String id) {
        Vector vector = Vector.all().filter(v -> v.id().equals(id)).findFirst().orElseThrow();
        return JsonMapper.shared().convertValue(vector.inputs(), Map.class);
    }

    /** The recording with one text for another in its APDUs. */
    private static Map<String, Object> changed(String id, String what, String into) {
        Map<String, Object> inputs = new HashMap<>(inputs(id));
        List<List<String>> pairs = new ArrayList<>();
        int changes = 0;
        for (Object pair : (List<?>) inputs.getOrDefault("apdus", List.of())) {
            List<String> next = new ArrayList<>();
            for (Object apdu : (List<?>) pair) {
                String text = String.valueOf(apdu);
                changes += text.contains(what) ? 1 : 0;
                next.add(text.replace(what, into));
            }
            pairs.add(next);
        }
        assertThat(changes).as("occurrences of " + what).isEqualTo(1);
        inputs.put("apdus", pairs);
        return inputs;
    }

    private static Map<String, Object> run(Map<String, Object> inputs) {
        return TRANSACTION.run(inputs, SoftwareHsm::new).values();
    }

    @Test
    void anotherAmountSentIsFoundInTheCryptogramAlone() {
        Map<String, Object> results = run(changed(DDA, "80AE00002B000000001000", "80AE00002B000000001001"));
        assertThat(results)
                .containsEntry("cryptogram_ok", false)
                .containsEntry("sdad_hash_ok", true)
                .containsKeys("cryptogram_of_card", "cryptogram_of_issuer")
                .doesNotContainKey("cryptogram");
        assertThat(results.get("tvr_at_end")).hasToString("0000000000");
    }

    @Test
    void anotherNumberSentIsFoundInTheSignature() {
        Map<String, Object> results = run(changed(DDA, "0088000004DE43AA16", "0088000004DE43AA17"));
        assertThat(results)
                .containsEntry("sdad_hash_ok", false)
                .containsEntry("cryptogram_ok", true)
                .doesNotContainKey("icc_dynamic_number");
        assertThat(results.get("tvr_at_end")).hasToString("0800000000");
    }

    @Test
    void aChangedRecordIsFoundInTheCardsCertificate() {
        Map<String, Object> results = run(changed(DDA, "5F25032001015F", "5F25032001025F"));
        assertThat(results).containsEntry("issuer_hash_ok", true).containsEntry("icc_hash_ok", false);
        assertThat(results.get("tvr_at_end")).hasToString("0800000000");
    }

    /** Its cryptogram is inside the signature, which does not open. */
    @Test
    void aChangedSignatureOfCdaLeavesNoCryptogram() {
        assertThatThrownBy(() -> run(changed(CDA, "9F4B818000985EBF", "9F4B818000985EBE")))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("opens to no cryptogram");
    }

    @Test
    void theKeyOfAnotherAuthorityIsRefused() {
        Map<String, Object> inputs = new HashMap<>(inputs(DDA));
        inputs.put("rid", "A000000003");
        assertThatThrownBy(() -> run(inputs))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("the key given is of A000000003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00A4040007F0", "80A8", "00B2011400", "80AE"})
    void aMissingExchangeIsNamed(String command) {
        Map<String, Object> inputs = new HashMap<>(inputs(DDA));
        List<Object> pairs = new ArrayList<>((List<?>) inputs.getOrDefault("apdus", List.of()));
        assertThat(pairs.removeIf(
                        pair -> String.valueOf(((List<?>) pair).get(0)).startsWith(command)))
                .isTrue();
        inputs.put("apdus", pairs);
        assertThatThrownBy(() -> run(inputs))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("the recording has no");
    }

    private static Map<String, Object> read(List<?> pairs) {
        return READ.run(Map.of("apdus", pairs), SoftwareHsm::new).values();
    }

    private static List<@Nullable String> pair(@Nullable String command, String response) {
        return Arrays.asList(command, response);
    }

    @Test
    void anExchangeThatIsNoPairIsNamedByItsPlace() {
        for (List<?> pairs : List.of(
                List.of(List.of("00A40400")),
                List.of(pair("00A4", "9000")),
                List.of(pair("00A40400", "90")),
                List.of(pair("00A40400", "90X0")))) {
            assertThatThrownBy(() -> read(pairs))
                    .isInstanceOf(InputProblem.class)
                    .hasMessageContaining("key 'apdus.0");
        }
    }

    @Test
    void bytesThatAreNoDataObjectsAreRefusedWithTheirExchange() {
        assertThatThrownBy(() -> read(List.of(pair("00B2010C00", "6A83"), pair("00B2010C00", "7005019000"))))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("exchange 1");
    }

    @Test
    void aResponseThatGetResponseDidNotBringIsTold() {
        assertThat(read(List.of(pair("00A4040005A00000000300", "6133"), pair("00C0000033", "6F00")))
                        .get("outcome"))
                .hasToString("61 33: GET RESPONSE with Le 33, answered 6F00;"
                        + " every SELECT of an application answers 6F00: no candidate left");
    }
}

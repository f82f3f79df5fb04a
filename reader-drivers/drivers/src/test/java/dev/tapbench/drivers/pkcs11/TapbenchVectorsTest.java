package dev.tapbench.drivers.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Target;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The known answers that were made for this project, computed once more on SoftHSM, from the specifications and without the code
 * that they check. Needs SoftHSM, as {@link Pkcs11HsmTest}.
 */
class TapbenchVectorsTest {
    private static final Path FILE = Path.of("../../simulators/emv/src/test/resources/vectors/tapbench.json");

    @BeforeAll
    static void openToken() {
        ChildJvm.requireSoftHsm();
        // Makes the token, and logs this process in.
        new Pkcs11HsmDriver().open(Target.parse("pkcs11:softhsm")).close();
    }

    /** A provider of its own, configured here and not by the driver. */
    static RawToken token() {
        Path library = KnownModule.SOFTHSM.library().orElseThrow();
        // The driver has made one token, in the first slot; it has logged this process in.
        Provider provider = Security.getProvider("SunPKCS11")
                .configure("--name = answers%nlibrary = %s%nslotListIndex = 0%n".formatted(library));
        return new RawToken(provider);
    }

    static Stream<Arguments> knownAnswers() {
        return JsonMapper.shared()
                .readTree(FILE.toFile())
                .get("vectors")
                .valueStream()
                .map(vector -> Arguments.of(vector.get("id").asString(), vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void knownAnswers(String id, JsonNode vector) {
        JsonNode inputs = vector.get("inputs");
        JsonNode expected = vector.get("expected");
        Map<String, Object> computed =
                new TokenAnswers(token()).of(vector.get("op").asString(), inputs, expected);
        JsonNode actual = JsonMapper.shared().valueToTree(computed);
        assertThat(expected.isEmpty()).isFalse();
        expected.properties()
                .forEach(e -> assertThat(actual.get(e.getKey()))
                        .as("%s of %s", e.getKey(), id)
                        .isEqualTo(e.getValue()));
        // A protected response is an input that only the card's key makes.
        if (inputs.has("response_to_first_command")) {
            assertThat(actual.get("response_to_first_command")).isEqualTo(inputs.get("response_to_first_command"));
        }
    }
}

package dev.tapbench.emv.calc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.emv.testing.Vector;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every operation against the known answers. */
class CatalogueTest {
    private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};

    static Stream<Vector> knownAnswers() {
        return Vector.all().filter(v -> Catalogue.all().find(v.op()).isPresent());
    }

    private static Map<String, @Nullable Object> map(JsonNode node) {
        return JsonMapper.shared().convertValue(node, MAP);
    }

    @ParameterizedTest
    @MethodSource
    void knownAnswers(Vector vector) {
        KnownAnswer.Outcome outcome = KnownAnswer.described(
                        vector.id(),
                        Catalogue.all().find(vector.op()).orElseThrow(),
                        vector.algorithm(),
                        map(vector.inputs()),
                        map(vector.expected()))
                .check(SoftwareHsm::new);
        assertThat(outcome.status())
                .as(String.join("; ", outcome.differences()))
                .isIn(KnownAnswer.Status.PASSED, vector.core() ? null : KnownAnswer.Status.UNSUPPORTED);
    }
}

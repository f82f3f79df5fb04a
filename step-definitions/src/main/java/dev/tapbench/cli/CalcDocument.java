package dev.tapbench.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.TlvException;
import dev.tapbench.emv.calc.Answer;
import dev.tapbench.emv.calc.Operation;
import dev.tapbench.ports.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code calc --json} prints: {@code tapbench.calc/1}.
 *
 * @param hsm where it was computed; null outside of one
 * @param results by name, in order; empty where the data is refused
 * @param meanings of those results that have one, by name
 * @param steps on request
 * @param decoded the input byte by byte, where that says more than the results
 * @param error why the data must be refused; null where it need not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CalcDocument(
        String schema,
        String op,
        @Nullable String hsm,
        Map<String, @Nullable Object> results,
        Map<String, String> meanings,
        @Nullable List<Step> steps,
        @Nullable List<Plain.Node> decoded,
        @Nullable Refusal error) {
    private static final String SCHEMA = "tapbench.calc/1";

    /** A value on the way. */
    record Step(String name, @Nullable Object value, String meaning) {}

    /**
     * Why data must be refused.
     *
     * @param part of a data object: tag, length or value; null for other data
     * @param offset of that part, in bytes; null for other data
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refusal(
            String message, @Nullable String part, @Nullable Integer offset) {}

    static CalcDocument of(Operation operation, Optional<Target> hsm, Answer answer, boolean withSteps) {
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        Map<String, String> meanings = new LinkedHashMap<>();
        for (Answer.Entry entry : answer.results()) {
            results.put(entry.name(), Plain.of(entry.value()));
            if (!entry.meaning().isEmpty()) {
                meanings.put(entry.name(), entry.meaning());
            }
        }
        return new CalcDocument(
                SCHEMA,
                operation.name(),
                hsm.map(Target::toString).orElse(null),
                results,
                meanings,
                withSteps
                        ? answer.steps().stream()
                                .map(s -> new Step(s.name(), Plain.of(s.value()), s.meaning()))
                                .toList()
                        : null,
                answer.decoded().isEmpty()
                        ? null
                        : answer.decoded().stream().map(Plain.Node::of).toList(),
                null);
    }

    static CalcDocument refused(Operation operation, EmvDataException refusal) {
        TlvException broken = refusal instanceof TlvException tlv ? tlv : null;
        return new CalcDocument(
                SCHEMA,
                operation.name(),
                null,
                Map.of(),
                Map.of(),
                null,
                null,
                new Refusal(
                        String.valueOf(refusal.getMessage()),
                        broken == null ? null : broken.part().name().toLowerCase(Locale.ROOT),
                        broken == null ? null : broken.offset()));
    }
}

package dev.tapbench.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tapbench.emv.calc.KnownAnswer;
import dev.tapbench.profiles.VectorFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vectors} found: {@code tapbench.vectors/1}.
 *
 * @param hsm that computed with secret keys; null where none was needed
 * @param run passed and failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VectorResults(
        String schema, @Nullable String hsm, int run, int passed, int failed, int unsupported, List<Row> results) {
    private static final String CORE = VectorFile.Scope.CORE.label();
    private static final String BEYOND = VectorFile.Scope.BEYOND.label();

    /**
     * One known answer.
     *
     * @param status passed, failed or unsupported
     * @param expected of a failed one
     * @param actual results by name
     * @param problems of a failed one: expected and actual; of an unsupported one: why
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String id,
            String op,
            String scope,
            String status,
            @Nullable Object expected,
            @Nullable Object actual,
            @Nullable List<String> problems) {
        static Row of(VectorFile.Vector vector, KnownAnswer.Outcome outcome) {
            KnownAnswer answer = vector.answer();
            boolean failed = outcome.status() == KnownAnswer.Status.FAILED;
            return new Row(
                    answer.id(),
                    answer.operation().name(),
                    vector.scope().label(),
                    label(outcome.status()),
                    failed ? answer.expected() : null,
                    Plain.of(outcome.actual()),
                    outcome.differences().isEmpty() ? null : outcome.differences());
        }

        boolean is(KnownAnswer.Status wanted) {
            return status.equals(label(wanted));
        }

        private static String label(KnownAnswer.Status status) {
            return status.name().toLowerCase(Locale.ROOT);
        }
    }

    static VectorResults of(Optional<String> hsm, List<Row> rows) {
        int passed = count(rows, KnownAnswer.Status.PASSED);
        int failed = count(rows, KnownAnswer.Status.FAILED);
        return new VectorResults(
                "tapbench.vectors/1",
                hsm.orElse(null),
                passed + failed,
                passed,
                failed,
                count(rows, KnownAnswer.Status.UNSUPPORTED),
                rows);
    }

    private static int count(List<Row> rows, KnownAnswer.Status status) {
        return (int) rows.stream().filter(row -> row.is(status)).count();
    }

    /** For people: what failed and what is unsupported, then the counts; with {@code all}, every row. */
    List<String> lines(int columns, boolean all) {
        List<String> lines = new ArrayList<>();
        for (Row row : results) {
            if (!all && row.is(KnownAnswer.Status.PASSED)) {
                continue;
            }
            lines.add(row.status() + "  " + row.id() + "  " + row.op() + "  " + row.scope());
            for (String problem : row.problems() == null ? List.<String>of() : row.problems()) {
                (columns == 0 ? List.of(problem) : Paragraph.lines(problem, columns - 4))
                        .forEach(line -> lines.add("    " + line));
            }
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        Map<String, List<Row>> scopes = new LinkedHashMap<>();
        scopes.put(CORE, new ArrayList<>());
        scopes.put(BEYOND, new ArrayList<>());
        results.forEach(
                row -> scopes.getOrDefault(row.scope(), new ArrayList<>()).add(row));
        scopes.forEach((scope, rows) -> {
            if (!rows.isEmpty()) {
                lines.add(scope + ": " + count(rows, KnownAnswer.Status.PASSED) + " passed, "
                        + count(rows, KnownAnswer.Status.FAILED) + " failed, "
                        + count(rows, KnownAnswer.Status.UNSUPPORTED) + " unsupported");
            }
        });
        if (hsm != null) {
            lines.add("secret keys in " + hsm);
        }
        return lines;
    }
}

package dev.tapbench.profiles;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tapbench.emv.calc.Catalogue;
import dev.tapbench.emv.calc.InputProblem;
import dev.tapbench.emv.calc.KnownAnswer;
import dev.tapbench.emv.calc.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of known answers, in JSON: each names its operation, its inputs, what must come out, and where that stands. */
public final class VectorFile {
    private final MarkedFile file;
    private final List<Vector> vectors = new ArrayList<>();

    /** Whether a known answer must be computed. */
    public enum Scope {
        CORE,
        /** Outside of what this product is for: scheme-proprietary, or magnetic stripe. */
        BEYOND;

        /** As the file has it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A known answer of the file.
     *
     * @param index from 0
     */
    public record Vector(int index, Scope scope, KnownAnswer answer) {}

    private record Raw(
            @Nullable Object about,
            @Nullable Object fields,
            @Nullable List<@Nullable RawVector> vectors) {}

    private record RawVector(
            @Nullable String id,
            @Nullable String op,
            @Nullable String scope,
            @Nullable Map<String, @Nullable Object> inputs,
            @Nullable Map<String, @Nullable Object> expected,
            @Nullable String algorithm,
            @Nullable String source,
            @Nullable Boolean recomputed,
            @JsonProperty("recompute_note") @Nullable String recomputeNote,
            @Nullable Boolean published,
            @Nullable String note,
            @Nullable String area) {}

    private VectorFile(MarkedFile file) {
        this.file = file;
    }

    /**
     * Reads a file and checks that each of its known answers can be asked for.
     *
     * @throws FileProblem when it is missing or no JSON, a key, an operation or an input is unknown or missing, or an id stands
     *     twice
     */
    public static VectorFile read(Path path) {
        MarkedFile marked = MarkedFile.json(path);
        List<@Nullable RawVector> raw = marked.as(Raw.class).vectors();
        if (raw == null || raw.isEmpty()) {
            throw marked.problem("vectors", "is missing or empty", "a list of known answers", "");
        }
        VectorFile file = new VectorFile(marked);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < raw.size(); i++) {
            RawVector vector = raw.get(i);
            if (vector == null) {
                throw marked.problem("vectors." + i, "is null", "a known answer", "");
            }
            file.add(i, vector, ids);
        }
        return file;
    }

    private void add(int index, RawVector raw, Set<String> ids) {
        String key = "vectors." + index + ".";
        String id = present(key + "id", raw.id(), "a name that is used once");
        if (!ids.add(id)) {
            throw file.problem(key + "id", "is '" + id + "', which stands twice", "a name that is used once", "");
        }
        String name = present(key + "op", raw.op(), "the name of an operation; 'tapbench calc --list' has all");
        Collection<String> names = Catalogue.all().names();
        Operation operation = Catalogue.all()
                .find(name)
                .orElseThrow(() -> file.problem(
                        key + "op",
                        "is '" + name + "'",
                        "the name of an operation; 'tapbench calc --list' has all",
                        NearestName.of(name, names)));
        KnownAnswer answer = KnownAnswer.described(
                id,
                operation,
                raw.algorithm() == null ? "" : raw.algorithm(),
                present(key + "inputs", raw.inputs(), "inputs by name"),
                present(key + "expected", raw.expected(), "results by name"));
        vectors.add(new Vector(index, scope(key, raw), answer));
        if (answer.expected().isEmpty()) {
            throw file.problem(key + "expected", "is empty", "at least one result by name", "");
        }
        try {
            operation.check(answer.inputs());
        } catch (InputProblem e) {
            throw problem(vectors.get(vectors.size() - 1), e);
        }
    }

    private Scope scope(String key, RawVector raw) {
        String name = present(key + "scope", raw.scope(), "core or beyond");
        for (Scope scope : Scope.values()) {
            if (scope.label().equals(name)) {
                return scope;
            }
        }
        throw file.problem(
                key + "scope", "is '" + name + "'", "core or beyond", NearestName.of(name, List.of("core", "beyond")));
    }

    private <T> T present(String key, @Nullable T value, String expected) {
        if (value == null) {
            throw file.problem(key, "is missing", expected, "");
        }
        return value;
    }

    /** The known answers, in the file's order. */
    public List<Vector> vectors() {
        return List.copyOf(vectors);
    }

    /** An input that turned out to be wrong, at its place in the file. */
    public FileProblem problem(Vector vector, InputProblem wrong) {
        return file.problem(
                "vectors." + vector.index() + ".inputs." + wrong.key(),
                wrong.problem(),
                wrong.expected(),
                NearestName.of(wrong.written(), wrong.names()));
    }
}

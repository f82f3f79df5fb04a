package dev.tapbench.emv.testing;

import dev.tapbench.ports.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A known answer; each names its source.
 *
 * @param id stable
 * @param op the computation
 * @param core whether it must be computed
 * @param algorithm in words
 * @param inputs by name
 * @param expected by name
 */
public record Vector(String id, String op, boolean core, String algorithm, JsonNode inputs, JsonNode expected) {
    private static final List<String> FILES = List.of("vectors", "tapbench");

    /** All known answers: the collected ones, then those made for this project. */
    public static Stream<Vector> all() {
        return FILES.stream().flatMap(Vector::read);
    }

    /** The known answers of one computation that must be computed. */
    public static Stream<Vector> of(String op) {
        List<Vector> found = all().filter(v -> v.core && v.op.equals(op)).toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no known answer of " + op + " in " + FILES);
        }
        return found.stream();
    }

    private static Stream<Vector> read(String file) {
        try (InputStream stream = Vector.class.getResourceAsStream("/vectors/" + file + ".json")) {
            return JsonMapper.shared()
                    .readTree(stream)
                    .get("vectors")
                    .valueStream()
                    .map(v -> new Vector(
                            v.get("id").asString(),
                            v.get("op").asString(),
                            v.get("scope").asString().equals("core"),
                            v.get("algorithm").asString(),
                            v.get("inputs"),
                            v.get("expected")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Bytes in(String name) {
        return Bytes.hex(text(name));
    }

    public String text(String name) {
        return inputs.get(name).asString();
    }

    public Bytes out(String name) {
        return Bytes.hex(expected.get(name).asString());
    }

    @Override
    public String toString() {
        return id;
    }
}

package dev.tapbench.emv.testing;

import dev.tapbench.ports.Bytes;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A known answer; each names its source.
 *
 * @param id stable
 * @param inputs by name
 * @param expected by name
 */
public record Vector(String id, JsonNode inputs, JsonNode expected) {
    /** The known answers of one computation. */
    public static Stream<Vector> of(String file, String op) {
        try (InputStream stream = Vector.class.getResourceAsStream("/vectors/" + file + ".json")) {
            List<Vector> all = JsonMapper.shared()
                    .readTree(stream)
                    .valueStream()
                    .filter(v -> v.get("op").asString().equals(op))
                    .map(v -> new Vector(v.get("id").asString(), v.get("inputs"), v.get("expected")))
                    .toList();
            if (all.isEmpty()) {
                throw new IllegalStateException("no vector of " + op + " in " + file + ".json");
            }
            return all.stream();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
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

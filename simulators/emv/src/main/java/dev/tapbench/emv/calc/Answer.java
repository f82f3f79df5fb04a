package dev.tapbench.emv.calc;

import dev.tapbench.emv.DecodedNode;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a computation gives: named results in order, and the values between inputs and results for whoever follows the way.
 * Values are {@link Bytes}, {@link TdesKey}, strings, whole numbers, booleans, and lists and maps of them.
 */
public final class Answer {
    private final Map<String, Entry> results = new LinkedHashMap<>();
    private final List<Entry> steps = new ArrayList<>();
    private final List<DecodedNode> decoded = new ArrayList<>();

    /**
     * A value with its name.
     *
     * @param meaning for people; may be empty
     */
    public record Entry(String name, Object value, String meaning) {}

    /**
     * A triple-DES key: two are equal when all bits but the parity bits are.
     *
     * @param value 8, 16 or 24 bytes
     */
    public record TdesKey(Bytes value) {
        /** Whether they are one key to the algorithm, which does not read the lowest bit of a byte. */
        public boolean sameAs(TdesKey other) {
            return withoutParity(value).equals(withoutParity(other.value));
        }

        /** The same key with odd parity, as issuers print it. */
        public Bytes odd() {
            byte[] bytes = withoutParity(value).toArray();
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] |= (byte) (Integer.bitCount(bytes[i] & 0xFF) % 2 == 0 ? 1 : 0);
            }
            return Bytes.of(bytes);
        }

        private String parity() {
            return odd().equals(value) ? "" : "with odd parity " + odd();
        }

        private static Bytes withoutParity(Bytes key) {
            byte[] bytes = key.toArray();
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= (byte) 0xFE;
            }
            return Bytes.of(bytes);
        }

        @Override
        public String toString() {
            return value.toHex();
        }
    }

    /** A result; of a triple-DES key the meaning is its form with odd parity. */
    public Answer give(String name, Object value) {
        return give(name, value, value instanceof TdesKey key ? key.parity() : "");
    }

    /**
     * A result and what it means.
     *
     * @throws IllegalStateException when the name was given before: results have one value
     */
    public Answer give(String name, Object value, String meaning) {
        if (results.put(name, new Entry(name, checked(value), meaning)) != null) {
            throw new IllegalStateException("result '" + name + "' was given twice");
        }
        return this;
    }

    /** A value on the way. */
    public Answer step(String name, Object value) {
        return step(name, value, "");
    }

    /** A value on the way and what it means; a name may come again. */
    public Answer step(String name, Object value, String meaning) {
        steps.add(new Entry(name, checked(value), meaning));
        return this;
    }

    /** The input byte by byte, for people. */
    public Answer decoded(List<DecodedNode> nodes) {
        decoded.addAll(nodes);
        return this;
    }

    private static Object checked(@Nullable Object value) {
        if (value instanceof List<?> list) {
            list.forEach(Answer::checked);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(Answer::checked);
        } else if (!(value instanceof Bytes
                || value instanceof TdesKey
                || value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean)) {
            throw new IllegalArgumentException("a result cannot be " + value);
        }
        return value;
    }

    /** The results in order. */
    public List<Entry> results() {
        return List.copyOf(results.values());
    }

    /** The values of the results by name, in order. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        results.forEach((name, entry) -> values.put(name, entry.value()));
        return values;
    }

    /** The values on the way, in order. */
    public List<Entry> steps() {
        return List.copyOf(steps);
    }

    /** The input byte by byte; empty where the results say it all. */
    public List<DecodedNode> decoded() {
        return List.copyOf(decoded);
    }
}

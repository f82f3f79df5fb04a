package dev.tapbench.emv.calc;

import dev.tapbench.ports.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The inputs of one computation, each checked against its {@link Key}. A null value is the same as none. */
public final class Inputs {
    private final Map<String, Object> values;

    private Inputs(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Checks all inputs.
     *
     * @param given strings, numbers, booleans, lists and maps by name
     * @throws InputProblem when one is unknown, missing or not what its key takes
     */
    static Inputs of(Operation operation, Map<String, ? extends @Nullable Object> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            Key key = operation
                    .key(name)
                    .orElseThrow(() -> InputProblem.unknown(name, operation.name(), operation.keyNames()));
            if (value != null) {
                values.put(name, read(key, value));
            }
        });
        for (Key key : operation.keys()) {
            if (key.use() == Key.Use.REQUIRED && !values.containsKey(key.name())) {
                throw InputProblem.missing(key.name(), key.expected() + " (" + key.what() + ")");
            }
        }
        return new Inputs(values);
    }

    private static Object read(Key key, Object value) {
        if (key.use() == Key.Use.CONTEXT) {
            return value;
        }
        return switch (key.type()) {
            case BYTES -> bytes(key.name(), value, key.sizes(), key.expected());
            case DIGITS -> {
                if (value instanceof String text
                        && text.matches("[0-9]*")
                        && key.sizes().contains(text.length())) {
                    yield text;
                }
                throw InputProblem.value(key.name(), value, key.expected());
            }
            case NUMBER -> number(key, value);
            case WORD -> {
                if (value instanceof String text && key.words().contains(text)) {
                    yield text;
                }
                throw InputProblem.word(key.name(), value, key.words());
            }
            case TEXT -> ofType(String.class, key, value);
            case LIST -> ofType(List.class, key, value);
            case MAP -> ofType(Map.class, key, value);
        };
    }

    private static Object ofType(Class<?> type, Key key, Object value) {
        if (!type.isInstance(value)) {
            throw InputProblem.value(key.name(), value, key.expected());
        }
        return value;
    }

    private static Long number(Key key, Object value) {
        String text = String.valueOf(value);
        if (!(value instanceof Boolean) && text.matches("[0-9]{1,18}")) {
            return Long.valueOf(text);
        }
        throw InputProblem.value(key.name(), value, key.expected());
    }

    /**
     * Bytes of a value that lies in a list or a map.
     *
     * @param path of the value, such as {@code apdus.3.0}
     * @throws InputProblem when the value is no hexadecimal
     */
    public static Bytes bytes(String path, @Nullable Object value) {
        return bytes(path, String.valueOf(value), List.of(), "bytes in hexadecimal");
    }

    private static Bytes bytes(String path, Object value, List<Integer> lengths, String expected) {
        if (value instanceof String text) {
            try {
                Bytes bytes = Bytes.hex(text);
                if (lengths.isEmpty() || lengths.contains(bytes.length())) {
                    return bytes;
                }
            } catch (IllegalArgumentException e) {
                throw InputProblem.value(path, value, expected);
            }
        }
        throw InputProblem.value(path, value, expected);
    }

    /** Whether an optional input was given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * Bytes.
     *
     * @throws InputProblem when the input was not given, which happens to optional ones only
     */
    public Bytes bytes(String name) {
        return (Bytes) value(name);
    }

    /** Bytes, where they were given. */
    public Optional<Bytes> optionalBytes(String name) {
        return Optional.ofNullable((Bytes) values.get(name));
    }

    /** Digits, a word, or text; as {@link #bytes(String)} when it was not given. */
    public String text(String name) {
        return (String) value(name);
    }

    /** Digits, a word, or text, where it was given. */
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    /** A number; as {@link #bytes(String)} when it was not given. */
    public long number(String name) {
        return (Long) value(name);
    }

    /** A list; as {@link #bytes(String)} when it was not given. */
    public List<?> list(String name) {
        return (List<?>) value(name);
    }

    /** Names and values; as {@link #bytes(String)} when it was not given. */
    public Map<?, ?> map(String name) {
        return (Map<?, ?>) value(name);
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw InputProblem.missing(name, "it together with the other inputs given");
        }
        return value;
    }
}

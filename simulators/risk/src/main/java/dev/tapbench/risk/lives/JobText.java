package dev.tapbench.risk.lives;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LivesJob} as text, for another process: a line {@code place=value} for each value of its records. It is written and
 * read by the shape of the records, so that a rule that a profile gains is carried without a line here. What is absent has no
 * line; of a list or map {@code place} says how many there are.
 */
public final class JobText {
    private final Map<String, String> lines = new LinkedHashMap<>();

    private JobText() {}

    /** All of a job, in one text. */
    public static String of(LivesJob job) {
        JobText text = new JobText();
        text.write("job", LivesJob.class, job);
        StringBuilder all = new StringBuilder();
        text.lines.forEach(
                (place, value) -> all.append(place).append('=').append(value).append('\n'));
        return all.toString();
    }

    /**
     * The job of a text.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static LivesJob job(String text) {
        JobText read = new JobText();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int end = line.indexOf('=');
            if (end < 0) {
                throw new IllegalArgumentException("'" + line + "' is no line of a job: expected place=value");
            }
            read.lines.put(line.substring(0, end), line.substring(end + 1));
        });
        return (LivesJob) read.read("job", LivesJob.class);
    }

    // Writing

    private void write(String place, Type type, Object value) {
        Class<?> raw = raw(type);
        if (raw.isRecord()) {
            for (RecordComponent part : raw.getRecordComponents()) {
                write(place + "." + part.getName(), part.getGenericType(), part(part, value));
            }
        } else if (value instanceof List<?> list) {
            lines.put(place, Integer.toString(list.size()));
            for (int i = 0; i < list.size(); i++) {
                write(place + "." + i, argument(type), list.get(i));
            }
        } else if (value instanceof Map<?, ?> map) {
            lines.put(place, Integer.toString(map.size()));
            int i = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                write(place + "." + i + ".key", argument(type), entry.getKey());
                write(place + "." + i + ".value", argument(type, 1), entry.getValue());
                i++;
            }
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> write(place, argument(type), present));
        } else if (value instanceof OptionalLong optional) {
            optional.ifPresent(present -> lines.put(place, Long.toString(present)));
        } else if (value instanceof OptionalInt optional) {
            optional.ifPresent(present -> lines.put(place, Integer.toString(present)));
        } else if (value instanceof Enum<?> constant) {
            lines.put(place, constant.name());
        } else {
            simple(place, raw, value.toString());
            lines.put(place, escaped(value.toString()));
        }
    }

    private static Object part(RecordComponent part, Object value) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record does not tell its " + part.getName(), e);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    // Reading

    private Object read(String place, Type type) {
        Class<?> raw = raw(type);
        @Nullable String value = lines.get(place);
        if (raw.isRecord()) {
            return record(place, raw);
        }
        if (raw == Optional.class) {
            boolean there = lines.keySet().stream().anyMatch(key -> key.equals(place) || key.startsWith(place + "."));
            return there ? Optional.of(read(place, argument(type))) : Optional.empty();
        }
        if (raw == OptionalLong.class) {
            return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
        }
        if (raw == OptionalInt.class) {
            return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
        }
        if (value == null) {
            throw new IllegalArgumentException("the job has no " + place);
        }
        if (raw == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(value); i++) {
                list.add(read(place + "." + i, argument(type)));
            }
            return list;
        }
        if (raw == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < Integer.parseInt(value); i++) {
                map.put(
                        read(place + "." + i + ".key", argument(type)),
                        read(place + "." + i + ".value", argument(type, 1)));
            }
            return map;
        }
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            place + " is '" + value + "': expected one of " + Arrays.toString(raw.getEnumConstants())));
        }
        return simple(place, raw, unescaped(value));
    }

    private Object record(String place, Class<?> raw) {
        RecordComponent[] parts = raw.getRecordComponents();
        Object[] values = new Object[parts.length];
        Class<?>[] types = new Class<?>[parts.length];
        for (int i = 0; i < parts.length; i++) {
            types[i] = parts[i].getType();
            values[i] = read(place + "." + parts[i].getName(), parts[i].getGenericType());
        }
        try {
            Constructor<?> constructor = raw.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    place + ": " + e.getTargetException().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record cannot be made: " + raw, e);
        }
    }

    private static Object simple(String place, Class<?> raw, String value) {
        if (raw == String.class) {
            return value;
        }
        if (raw == long.class) {
            return Long.parseLong(value);
        }
        if (raw == int.class) {
            return Integer.parseInt(value);
        }
        if (raw == boolean.class) {
            return Boolean.parseBoolean(value);
        }
        if (raw == Currency.class) {
            return Currency.getInstance(value);
        }
        if (raw == BigDecimal.class) {
            return new BigDecimal(value);
        }
        throw new IllegalStateException(place + " is a " + raw.getName() + ", which has no text yet");
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                plain.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    // Types

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
    }

    private static Type argument(Type type) {
        return argument(type, 0);
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}

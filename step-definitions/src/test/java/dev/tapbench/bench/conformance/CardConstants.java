package dev.tapbench.bench.conformance;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The constants of a class of the card's room, which shows them to nobody: read to be counted, so that none is left out. */
final class CardConstants {
    private CardConstants() {}

    static Map<String, Byte> bytes(String type) {
        return of(type, byte.class, Byte.class);
    }

    static Map<String, Short> shorts(String type) {
        return of(type, short.class, Short.class);
    }

    private static <T> Map<String, T> of(String type, Class<?> primitive, Class<T> boxed) {
        try {
            return Arrays.stream(Class.forName(type).getDeclaredFields())
                    .filter(field -> field.getType() == primitive)
                    .collect(Collectors.toMap(
                            Field::getName, field -> boxed.cast(value(field)), (a, b) -> a, TreeMap::new));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

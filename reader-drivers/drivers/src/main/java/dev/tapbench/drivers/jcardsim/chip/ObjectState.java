package dev.tapbench.drivers.jcardsim.chip;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an object of the API holds, such as a key with its components, to be put back when a transaction is aborted or torn. Only
 * the simulator knows how it holds it: the state is all that can be reached from the object.
 */
final class ObjectState {
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Class<?> at = type; at != null && !at.getName().startsWith("java."); at = at.getSuperclass()) {
                for (Field field : at.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            return fields;
        }
    };

    private record Elements(Object array, Object copy) {}

    private record FieldValue(
            Object owner, Field field, @Nullable Object value) {}

    private final List<Elements> arrays = new ArrayList<>();
    private final List<FieldValue> values = new ArrayList<>();
    private int bytes;

    ObjectState(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            Object object = open.remove();
            if (!seen.add(object)) {
                continue;
            }
            if (object.getClass().isArray()) {
                take(object, open);
            } else {
                takeFields(object, open);
            }
        }
    }

    private void take(Object array, Deque<Object> open) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        arrays.add(new Elements(array, copy));
        if (array instanceof Object[] references) {
            for (Object reference : references) {
                addTo(open, reference);
            }
        } else {
            bytes += length;
        }
    }

    private void takeFields(Object object, Deque<Object> open) {
        for (Field field : FIELDS.get(object.getClass())) {
            Object value = read(object, field);
            values.add(new FieldValue(object, field, value));
            if (!field.getType().isPrimitive()) {
                addTo(open, value);
            }
        }
    }

    private static void addTo(Deque<Object> open, @Nullable Object reference) {
        if (reference != null) {
            open.add(reference);
        }
    }

    private static @Nullable Object read(Object object, Field field) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("field " + field + " was made accessible", e);
        }
    }

    /** Bytes in the arrays that it holds. */
    int bytes() {
        return bytes;
    }

    /** Puts everything back. */
    void restore() {
        for (Elements element : arrays) {
            System.arraycopy(element.copy(), 0, element.array(), 0, Array.getLength(element.copy()));
        }
        for (FieldValue value : values) {
            try {
                value.field().set(value.owner(), value.value());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("field " + value.field() + " was made accessible", e);
            }
        }
    }
}

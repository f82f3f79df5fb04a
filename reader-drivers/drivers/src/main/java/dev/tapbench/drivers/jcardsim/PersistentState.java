package dev.tapbench.drivers.jcardsim;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javacard.framework.OwnerPIN;
import javacard.security.MessageDigest;
import javacard.security.RandomData;
import javacard.security.Signature;
import javacardx.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * What a card's applets hold in non-volatile memory at the start of a transaction, to be put back when it is aborted
 * (Java Card 3.0.5 RE, 7.6); jCardSim itself puts nothing back. Transient arrays take no part, nor does a PIN's state (API,
 * OwnerPIN.check) nor the inside of a cryptographic engine. Two differences from a card: what {@code Util} writes "non-atomic"
 * within the transaction is put back as well, and static fields are not.
 */
final class PersistentState {
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Class<?> at = type; at != null && !at.getName().startsWith("java."); at = at.getSuperclass()) {
                for (Field field : at.getDeclaredFields()) {
                    boolean constant = Modifier.isFinal(field.getModifiers())
                            && field.getType().isPrimitive();
                    if (!Modifier.isStatic(field.getModifiers()) && !constant) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            return fields;
        }
    };

    private record Element(Object array, Object copy) {}

    private record FieldValue(
            Object owner, Field field, @Nullable Object value) {}

    private final List<Element> arrays = new ArrayList<>();
    private final List<FieldValue> values = new ArrayList<>();

    /** Takes what can be reached from the roots. */
    PersistentState(Collection<?> roots, Collection<Object> transientArrays) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.addAll(transientArrays);
        Deque<Object> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Object object = open.remove();
            if (!seen.add(object) || isApart(object)) {
                continue;
            }
            if (object.getClass().isArray()) {
                take(object, open);
            } else {
                takeFields(object, open);
            }
        }
    }

    private static boolean isApart(Object object) {
        return object instanceof OwnerPIN
                || object instanceof Cipher
                || object instanceof Signature
                || object instanceof MessageDigest
                || object instanceof RandomData;
    }

    private void take(Object array, Deque<Object> open) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        arrays.add(new Element(array, copy));
        if (array instanceof Object[] references) {
            for (Object reference : references) {
                addTo(open, reference);
            }
        }
    }

    private void takeFields(Object object, Deque<Object> open) {
        for (Field field : FIELDS.get(object.getClass())) {
            Object value = read(object, field);
            if (!Modifier.isFinal(field.getModifiers())) {
                values.add(new FieldValue(object, field, value));
            }
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

    /** Puts everything back. */
    void restore() {
        for (Element element : arrays) {
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

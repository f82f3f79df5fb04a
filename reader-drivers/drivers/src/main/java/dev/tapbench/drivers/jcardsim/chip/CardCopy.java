package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.ports.card.PersistentWrite;
import java.lang.reflect.Field;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One copying of a card: each object of the old card has one copy, however often it is referred to. */
public final class CardCopy {
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>(2048);
    private final Deque<Object> open = new ArrayDeque<>();

    /**
     * The copy of an object and of everything that can be reached from it.
     *
     * @throws IllegalStateException when an object of a class that cannot be copied is reached
     */
    public <T> T whole(T original) {
        @SuppressWarnings("unchecked")
        T copy = (T) of(original);
        while (!open.isEmpty()) {
            Object next = open.remove();
            if (next instanceof Copied object) {
                object.replaceReferences(this);
            } else if (next instanceof Object[] array) {
                for (int i = 0; i < array.length; i++) {
                    array[i] = orNull(array[i]);
                }
            }
        }
        if (copy == null) {
            throw new IllegalArgumentException("nothing to copy");
        }
        return copy;
    }

    /** The copy of an object that was reached, null for any other. */
    @Nullable
    Object known(Object original) {
        return copies.get(original);
    }

    /** Called by generated code: the copy of what a field refers to, its own references still to be replaced. */
    public @Nullable Object orNull(@Nullable Object original) {
        return original == null ? null : of(original);
    }

    private Object of(Object original) {
        Object known = copies.get(original);
        if (known != null) {
            return known;
        }
        if (original instanceof Copied object) {
            return remember(original, object.shallowCopy(), true);
        }
        if (original.getClass().isArray()) {
            return array(original);
        }
        if (isImmutable(original)) {
            return original;
        }
        return library(original);
    }

    private Object remember(Object original, Object copy, boolean hasReferences) {
        copies.put(original, copy);
        if (hasReferences) {
            open.add(copy);
        }
        return copy;
    }

    private Object array(Object original) {
        if (original instanceof byte[] bytes) {
            return remember(original, bytes.clone(), false);
        }
        if (original instanceof short[] shorts) {
            return remember(original, shorts.clone(), false);
        }
        if (original instanceof int[] ints) {
            return remember(original, ints.clone(), false);
        }
        if (original instanceof boolean[] booleans) {
            return remember(original, booleans.clone(), false);
        }
        if (original instanceof long[] longs) {
            return remember(original, longs.clone(), false);
        }
        if (original instanceof Object[] objects) {
            return remember(original, objects.clone(), true);
        }
        throw unknown(original);
    }

    private static boolean isImmutable(Object object) {
        return object instanceof String
                || object instanceof BigInteger
                || isBoxed(object)
                || object instanceof Boolean
                || object instanceof Class<?>
                || object instanceof Enum<?>
                || object instanceof Field
                || object instanceof PersistentWrite
                // Draws from the running chip and holds nothing of its own.
                || object instanceof SecureRandom;
    }

    private static boolean isBoxed(Object object) {
        return object instanceof Byte || object instanceof Short || object instanceof Integer || object instanceof Long;
    }

    /** The few classes of the platform that hold a card's objects. */
    private Object library(Object original) {
        if (original instanceof ArrayList<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            copies.put(original, copy);
            for (Object element : list) {
                copy.add(of(element));
            }
            return copy;
        }
        if (original instanceof IdentityHashMap<?, ?> map) {
            IdentityHashMap<Object, Object> copy = new IdentityHashMap<>(map.size());
            copies.put(original, copy);
            map.forEach((key, value) -> copy.put(of(key), of(value)));
            return copy;
        }
        throw unknown(original);
    }

    private static IllegalStateException unknown(Object object) {
        return new IllegalStateException(
                "a card that holds a " + object.getClass().getName()
                        + " cannot be copied: the applet keeps an object that is none of Java Card's");
    }
}

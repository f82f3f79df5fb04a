package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.ports.card.PersistentWrite.Kind;
import org.jspecify.annotations.Nullable;

/** Called in place of each store into an array, and before each store into a field. */
public final class Stores {
    private Stores() {}

    /** {@code bastore} serves both arrays of byte and arrays of boolean. */
    public static void intoBytes(@Nullable Object array, int index, int value, int place) {
        if (array instanceof byte[] bytes) {
            requireInside(index, bytes.length);
            before(bytes, index, place);
            bytes[index] = (byte) value;
        } else {
            boolean[] booleans = (boolean[]) requireArray(array);
            requireInside(index, booleans.length);
            before(booleans, index, place);
            booleans[index] = (value & 1) != 0;
        }
    }

    public static void intoShorts(short @Nullable [] array, int index, int value, int place) {
        short[] shorts = (short[]) requireArray(array);
        requireInside(index, shorts.length);
        before(shorts, index, place);
        shorts[index] = (short) value;
    }

    public static void intoObjects(@Nullable Object @Nullable [] array, int index, @Nullable Object value, int place) {
        Object[] objects = (Object[]) requireArray(array);
        requireInside(index, objects.length);
        before(objects, index, place);
        objects[index] = value;
    }

    /** Before a field of an applet's object, or one that stands for a static field, is written. */
    public static void beforeField(@Nullable Object owner, int place) {
        if (owner == null) {
            // The store itself throws what it has to.
            return;
        }
        NonVolatileMemory memory = Chip.running().memory();
        if (memory.needsUndo()) {
            memory.write(Kind.STORE, place, new Undo.OfField(owner, memory.place(place)));
        } else {
            memory.write(Kind.STORE, place);
        }
    }

    private static void before(Object array, int index, int place) {
        Chip chip = Chip.running();
        if (chip.transients().isPersistent(array)) {
            chip.memory().writeRun(array, index, 1, place);
        }
    }

    /** A store that fails writes nothing, so it is no write. */
    private static void requireInside(int index, int length) {
        if (index < 0 || index >= length) {
            throw new ArrayIndexOutOfBoundsException("Index " + index + " out of bounds for length " + length);
        }
    }

    private static Object requireArray(@Nullable Object array) {
        if (array == null) {
            throw new NullPointerException();
        }
        return array;
    }
}

package dev.tapbench.drivers.jcardsim.chip;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** One entry of the journal: old content, and where it belongs. */
abstract class Undo {
    /** Length of the old content. */
    abstract int bytes();

    abstract void putBack();

    /** A run of an array's elements. */
    static final class Run extends Undo {
        private final Object array;
        private final int offset;
        private final Object old;

        Run(Object array, int offset, int length) {
            this.array = array;
            this.offset = offset;
            old = Array.newInstance(array.getClass().getComponentType(), length);
            System.arraycopy(array, offset, old, 0, length);
        }

        @Override
        int bytes() {
            int width = old instanceof byte[] || old instanceof boolean[] ? 1 : 2;
            return width * Array.getLength(old);
        }

        @Override
        void putBack() {
            System.arraycopy(old, 0, array, offset, Array.getLength(old));
        }
    }

    /** A field of an object. */
    static final class OfField extends Undo {
        private final Object owner;
        private final Place place;
        private final @Nullable Object old;

        OfField(Object owner, Place place) {
            this.owner = owner;
            this.place = place;
            try {
                old = place.field(owner).get(owner);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(place + ": its field was made accessible", e);
            }
        }

        @Override
        int bytes() {
            Class<?> type = place.field(owner).getType();
            return type == byte.class || type == boolean.class ? 1 : 2;
        }

        @Override
        void putBack() {
            Field field = place.field(owner);
            try {
                field.set(owner, old);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(place + ": its field was made accessible", e);
            }
        }
    }

    /** An object of the API, a key for example, with all that it holds. */
    static final class OfObject extends Undo {
        private final ObjectState state;

        OfObject(Object object) {
            state = new ObjectState(object);
        }

        @Override
        int bytes() {
            return state.bytes();
        }

        @Override
        void putBack() {
            state.restore();
        }
    }
}

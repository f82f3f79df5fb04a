package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.ports.card.PersistentWrite.Kind;
import javacard.framework.Util;

/** Called in place of what {@link Util} writes (Java Card 3.0.5 API, javacard.framework.Util). */
public final class UtilCalls {
    private UtilCalls() {}

    /** In one piece, or not at all, whether or not a transaction is open. */
    @ForStatic(Util.class)
    public static short arrayCopy(byte[] source, short from, byte[] target, short to, short length, int place) {
        requireRoom(source, from, length);
        requireRoom(target, to, length);
        beforePiece(target, to, length, place);
        return Util.arrayCopyNonAtomic(source, from, target, to, length);
    }

    /** Byte by byte: a tear leaves the first bytes new, and no transaction puts them back. */
    @ForStatic(Util.class)
    public static short arrayCopyNonAtomic(
            byte[] source, short from, byte[] target, short to, short length, int place) {
        requireRoom(source, from, length);
        requireRoom(target, to, length);
        Chip chip = Chip.running();
        if (!chip.transients().isPersistent(target)) {
            return Util.arrayCopyNonAtomic(source, from, target, to, length);
        }
        byte[] bytes = new byte[length];
        System.arraycopy(source, from, bytes, 0, length);
        for (int i = 0; i < length; i++) {
            chip.memory().write(Kind.NON_ATOMIC, place);
            target[to + i] = bytes[i];
        }
        return (short) (to + length);
    }

    /** In one piece, as {@link #arrayCopy}; jCardSim has none. */
    @ForStatic(Util.class)
    public static short arrayFill(byte[] target, short from, short length, byte value, int place) {
        requireRoom(target, from, length);
        beforePiece(target, from, length, place);
        return Util.arrayFillNonAtomic(target, from, length, value);
    }

    /** Byte by byte, as {@link #arrayCopyNonAtomic}. */
    @ForStatic(Util.class)
    public static short arrayFillNonAtomic(byte[] target, short from, short length, byte value, int place) {
        requireRoom(target, from, length);
        Chip chip = Chip.running();
        if (!chip.transients().isPersistent(target)) {
            return length == 0 ? from : Util.arrayFillNonAtomic(target, from, length, value);
        }
        for (int i = 0; i < length; i++) {
            chip.memory().write(Kind.NON_ATOMIC, place);
            target[from + i] = value;
        }
        return (short) (from + length);
    }

    @ForStatic(Util.class)
    public static short setShort(byte[] target, short at, short value, int place) {
        requireRoom(target, at, (short) 2);
        beforePiece(target, at, (short) 2, place);
        return Util.setShort(target, at, value);
    }

    private static void beforePiece(byte[] target, short from, short length, int place) {
        Chip chip = Chip.running();
        if (length > 0 && chip.transients().isPersistent(target)) {
            if (!chip.memory().needsUndo()) {
                // The runtime makes a transaction of its own of it.
                chip.memory().requireCapacity(length + NonVolatileMemory.ENTRY);
            }
            chip.memory().writeRun(target, from, length, place);
        }
    }

    /** Nothing is written when the whole does not fit. */
    private static void requireRoom(byte[] array, short from, short length) {
        if (from < 0 || length < 0 || from + length > array.length) {
            throw new ArrayIndexOutOfBoundsException(
                    length + " bytes from " + from + " in an array of " + array.length);
        }
    }
}

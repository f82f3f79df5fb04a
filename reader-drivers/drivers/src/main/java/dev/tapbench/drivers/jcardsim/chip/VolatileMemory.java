package dev.tapbench.drivers.jcardsim.chip;

import com.licel.jcardsim.base.TransientMemory;
import java.util.Arrays;
import java.util.IdentityHashMap;
import javacard.framework.JCSystem;
import javacard.framework.SystemException;
import org.jspecify.annotations.Nullable;

/**
 * The chip's transient arrays. What the applets made lives as long as the chip, as on a card that collects no garbage; what
 * the simulator makes for itself is let go. Any other array of an applet is non-volatile.
 */
public final class VolatileMemory extends TransientMemory {
    /** The applets' arrays with the event that clears each. */
    private final IdentityHashMap<Object, Byte> arrays = new IdentityHashMap<>();

    private final GlobalArrays global = new GlobalArrays();
    private final EngineArrays engineUntilDeselect = new EngineArrays();
    private final EngineArrays engineUntilReset = new EngineArrays();
    private boolean keepEngineArrays = true;
    /** The array that was last found to be volatile: stores come in runs. */
    private @Nullable Object last;

    /** The APDU buffers, which belong to the runtime and are volatile (Java Card 3.0.5 RE, 6.2.2). */
    public void setGlobal(byte[] shortBuffer, byte[] extendedBuffer) {
        global.shortBuffer = shortBuffer;
        global.extendedBuffer = extendedBuffer;
    }

    /** An array that an applet has made. */
    <T> T own(T array, byte event) {
        if (event != JCSystem.CLEAR_ON_DESELECT && event != JCSystem.CLEAR_ON_RESET) {
            SystemException.throwIt(SystemException.ILLEGAL_VALUE);
        }
        arrays.put(array, event);
        return array;
    }

    /** Whether what the simulator makes for itself from now on has to be cleared later: not what lives for one call only. */
    void keepEngineArrays(boolean keep) {
        keepEngineArrays = keep;
    }

    /** Whether an array of an applet keeps its content without power. */
    boolean isPersistent(Object array) {
        if (array == last || array == global.shortBuffer || array == global.extendedBuffer) {
            return false;
        }
        if (arrays.containsKey(array)) {
            last = array;
            return false;
        }
        return true;
    }

    @Override
    protected void storeArray(Object array, byte event) {
        if (!keepEngineArrays) {
            return;
        }
        switch (event) {
            case JCSystem.CLEAR_ON_DESELECT -> engineUntilDeselect.add(array);
            case JCSystem.CLEAR_ON_RESET -> engineUntilReset.add(array);
            default -> SystemException.throwIt(SystemException.ILLEGAL_VALUE);
        }
    }

    @Override
    public byte isTransient(Object array) {
        Byte event = arrays.get(array);
        if (event != null) {
            return event;
        }
        if (engineUntilDeselect.holds(array)) {
            return JCSystem.CLEAR_ON_DESELECT;
        }
        return engineUntilReset.holds(array) ? JCSystem.CLEAR_ON_RESET : JCSystem.NOT_A_TRANSIENT_OBJECT;
    }

    @Override
    protected void clearOnDeselect() {
        arrays.forEach((array, event) -> {
            if (event == JCSystem.CLEAR_ON_DESELECT) {
                zero(array);
            }
        });
        engineUntilDeselect.forEach(VolatileMemory::zero);
    }

    @Override
    protected void clearOnReset() {
        arrays.keySet().forEach(VolatileMemory::zero);
        engineUntilDeselect.forEach(VolatileMemory::zero);
        engineUntilReset.forEach(VolatileMemory::zero);
    }

    private static void zero(Object array) {
        if (array instanceof byte[] bytes) {
            Arrays.fill(bytes, (byte) 0);
        } else if (array instanceof short[] shorts) {
            Arrays.fill(shorts, (short) 0);
        } else if (array instanceof boolean[] booleans) {
            Arrays.fill(booleans, false);
        } else if (array instanceof Object[] objects) {
            Arrays.fill(objects, null);
        }
    }

    @Override
    protected void forgetBuffers() {
        clearOnReset();
        arrays.clear();
        last = null;
        engineUntilDeselect.clear();
        engineUntilReset.clear();
    }

    /** After a card was copied: of the simulator's own arrays, those that the copy holds. */
    void adopt(VolatileMemory original, CardCopy copies) {
        original.engineUntilDeselect.forEach(array -> adopt(array, engineUntilDeselect, copies));
        original.engineUntilReset.forEach(array -> adopt(array, engineUntilReset, copies));
    }

    private static void adopt(Object array, EngineArrays into, CardCopy copies) {
        Object copy = copies.known(array);
        if (copy != null) {
            into.add(copy);
        }
    }
}

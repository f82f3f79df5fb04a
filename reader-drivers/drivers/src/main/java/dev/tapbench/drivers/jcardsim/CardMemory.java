package dev.tapbench.drivers.jcardsim;

import com.licel.jcardsim.base.TransientMemory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import javacard.framework.JCSystem;
import javacard.framework.SystemException;

/**
 * The card's transient arrays, held weakly: jCardSim makes one more in every cryptographic operation, and its own list would
 * grow, and each reset with it, for as long as the card lives.
 */
final class CardMemory extends TransientMemory {
    private static final int SWEEP_EVERY = 512;

    private final List<WeakReference<Object>> untilDeselect = new ArrayList<>();
    private final List<WeakReference<Object>> untilReset = new ArrayList<>();
    private int sinceSweep;

    @Override
    protected void storeArray(Object array, byte event) {
        if (++sinceSweep >= SWEEP_EVERY) {
            sinceSweep = 0;
            untilDeselect.removeIf(held -> held.get() == null);
            untilReset.removeIf(held -> held.get() == null);
        }
        switch (event) {
            case JCSystem.CLEAR_ON_DESELECT -> untilDeselect.add(new WeakReference<>(array));
            case JCSystem.CLEAR_ON_RESET -> untilReset.add(new WeakReference<>(array));
            default -> SystemException.throwIt(SystemException.ILLEGAL_VALUE);
        }
    }

    @Override
    public byte isTransient(Object object) {
        if (holds(untilDeselect, object)) {
            return JCSystem.CLEAR_ON_DESELECT;
        }
        return holds(untilReset, object) ? JCSystem.CLEAR_ON_RESET : JCSystem.NOT_A_TRANSIENT_OBJECT;
    }

    private static boolean holds(List<WeakReference<Object>> held, Object object) {
        return held.stream().anyMatch(reference -> reference.get() == object);
    }

    /** Every array there is, to tell them from persistent ones. */
    List<Object> all() {
        List<Object> arrays = living(untilDeselect);
        arrays.addAll(living(untilReset));
        return arrays;
    }

    private static List<Object> living(List<WeakReference<Object>> held) {
        List<Object> arrays = new ArrayList<>(held.size());
        for (WeakReference<Object> reference : held) {
            Object array = reference.get();
            if (array != null) {
                arrays.add(array);
            }
        }
        return arrays;
    }

    @Override
    protected void clearOnDeselect() {
        zero(living(untilDeselect));
    }

    @Override
    protected void clearOnReset() {
        zero(all());
    }

    @Override
    protected void forgetBuffers() {
        clearOnReset();
        untilDeselect.clear();
        untilReset.clear();
    }
}

package dev.tapbench.drivers.jcardsim.chip;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.IdentityHashMap;

/** The memories of one card. What runs on a thread runs on the chip that was made running there. */
public final class Chip {
    /** Name of the method that holds what a class initializes its static fields with. */
    public static final String INITIALIZER = "$initialize";

    private static final ThreadLocal<Chip> RUNNING = new ThreadLocal<>();

    private final ChipTimer timer = new ChipTimer(Timing.assumed());
    private final VolatileMemory transients = new VolatileMemory();
    private final CryptoObjects crypto = new CryptoObjects();
    private final NonVolatileMemory memory;
    /** The static fields of each class, by the class of the object that holds them. */
    private final IdentityHashMap<Object, Object> statics = new IdentityHashMap<>();

    /** @param places the places in the applets' classes */
    public Chip(Places places) {
        memory = new NonVolatileMemory(places, timer);
    }

    /** From here on what this thread runs, runs on this chip. */
    public void run() {
        RUNNING.set(this);
    }

    static Chip running() {
        Chip chip = RUNNING.get();
        if (chip == null) {
            throw new IllegalStateException("an applet's code was called outside of a card of the jcardsim: driver");
        }
        return chip;
    }

    public NonVolatileMemory memory() {
        return memory;
    }

    public VolatileMemory transients() {
        return transients;
    }

    public ChipTimer timer() {
        return timer;
    }

    CryptoObjects crypto() {
        return crypto;
    }

    /** Power comes back: first what a torn transaction left, then what volatile memory forgets. */
    public void powerUp() {
        crypto.powerUp();
        memory.powerUp();
    }

    /** The selected applet is deselected. */
    public void deselect() {
        crypto.deselect();
    }

    /** After this chip was made by copying another. */
    public void adopt(Chip original, CardCopy copies) {
        transients.adopt(original.transients, copies);
    }

    /**
     * Called in place of each access to a static field.
     *
     * @param holder the generated class whose fields are the static ones of an applet's class
     */
    public static Object statics(Class<?> holder) {
        Chip chip = running();
        Object known = chip.statics.get(holder);
        if (known != null) {
            return known;
        }
        try {
            Object made = holder.getDeclaredConstructor().newInstance();
            chip.statics.put(holder, made);
            Class<?> owner = Class.forName(
                    holder.getName().substring(0, holder.getName().lastIndexOf('$')), false, holder.getClassLoader());
            for (Method method : owner.getDeclaredMethods()) {
                if (method.getName().equals(INITIALIZER)) {
                    method.invoke(null);
                }
            }
            return made;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof PowerLoss cut) {
                throw cut;
            }
            throw new IllegalStateException(
                    "static fields of " + holder.getName() + " cannot be initialized", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("static fields of " + holder.getName() + " cannot be made", e);
        }
    }

    /**
     * Before the API writes into an array of the applet: one write.
     *
     * @param atMost bytes that it can write there
     */
    void beforeWriteInto(byte[] array, int offset, int atMost, int place) {
        if (transients.isPersistent(array) && offset >= 0 && offset < array.length) {
            memory.writeRun(array, offset, Math.min(atMost, array.length - offset), place);
        }
    }
}

package dev.tapbench.drivers.jcardsim;

import dev.tapbench.drivers.jcardsim.chip.Places;
import dev.tapbench.ports.card.ClassSource;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the applets of one source: sound, faulty or mutated as the source gives them, instrumented last. Nothing of a
 * card is in them, so all cards of a source share them, and what the virtual machine has learned about them.
 */
final class AppletClasses extends ClassLoader {
    private static final Map<ClassSource, SoftReference<AppletClasses>> KNOWN = new WeakHashMap<>();

    private final ClassSource source;
    private final StaticFields statics;
    private final Places places = new Places();

    private AppletClasses(ClassSource source) {
        super(AppletClasses.class.getClassLoader());
        this.source = source;
        statics = new StaticFields(source);
    }

    /** The classes of a source; the same ones for the same source. */
    static AppletClasses of(ClassSource source) {
        synchronized (KNOWN) {
            SoftReference<AppletClasses> held = KNOWN.get(source);
            AppletClasses classes = held == null ? null : held.get();
            if (classes == null) {
                classes = new AppletClasses(source);
                KNOWN.put(source, new SoftReference<>(classes));
            }
            return classes;
        }
    }

    /** The places that write. */
    Places places() {
        return places;
    }

    /**
     * @throws IllegalArgumentException when the source has no such class: the class path's own copy would belong to another
     *     simulator
     */
    Class<?> applet(String name) {
        try {
            Class<?> type = loadClass(name);
            if (type.getClassLoader() == this) {
                return type;
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(missing(name), e);
        }
        throw new IllegalArgumentException(missing(name));
    }

    private static String missing(String name) {
        return "the blueprint's class source has no applet class " + name + ": expected its class file there";
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = name.startsWith("java") ? null : classFile(name);
            return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
        }
    }

    private byte @Nullable [] classFile(String name) {
        byte[] holder = statics.holderClass(name);
        if (holder != null) {
            return Copyable.rewritten(holder);
        }
        byte[] bytes = source.bytes(name);
        return bytes == null ? null : Instrumentation.rewritten(bytes, places, statics);
    }
}

package dev.tapbench.drivers.jcardsim;

import dev.tapbench.ports.card.ClassSource;

/** The classes of one card: defined anew for each card from the blueprint's source, so that static state is not shared. */
final class AppletClasses extends ClassLoader {
    private final ClassSource source;

    AppletClasses(ClassSource source) {
        super(AppletClasses.class.getClassLoader());
        this.source = source;
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
            byte[] bytes = name.startsWith("java") ? null : source.bytes(name);
            return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
        }
    }
}

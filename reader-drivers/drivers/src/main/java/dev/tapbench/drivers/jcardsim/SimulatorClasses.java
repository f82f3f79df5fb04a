package dev.tapbench.drivers.jcardsim;

import com.licel.jcardsim.base.SimulatorRuntime;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Loads the simulator and the driver's own classes around it apart from the class path: first this driver's replacements
 * (see the note in {@code com.licel.jcardsim.crypto}), then the simulator's jar. Only ports cross the border. The simulator
 * keeps the state of a card in the card's runtime, so one loader serves all cards.
 */
final class SimulatorClasses extends URLClassLoader {
    private static final List<String> APART =
            List.of("dev.tapbench.drivers.jcardsim.", "com.licel.jcardsim.", "javacard.", "javacardx.");
    private static final SimulatorClasses SHARED = new SimulatorClasses();

    private SimulatorClasses() {
        super(
                new URL[] {place(SimulatorClasses.class), place(SimulatorRuntime.class)},
                SimulatorClasses.class.getClassLoader());
    }

    private static URL place(Class<?> type) {
        return Objects.requireNonNull(
                type.getProtectionDomain().getCodeSource().getLocation(), "no location for " + type);
    }

    static Reader reader(String name, Medium medium, Set<Capability> capabilities, long seed) {
        try {
            Method open = SHARED.loadClass("dev.tapbench.drivers.jcardsim.JCardSimReader")
                    .getDeclaredMethod("open", String.class, Medium.class, Set.class, long.class);
            // Of the same name, but another loader's: not the same package to the virtual machine.
            open.setAccessible(true);
            return (Reader) open.invoke(null, name, medium, capabilities, seed);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the jcardsim driver does not load: " + e, e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (APART.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    /** Each class that is loaded apart can be copied with the card that holds its objects. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        URL file = findResource(name.replace('.', '/') + ".class");
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = file.openStream()) {
            byte[] bytes = Copyable.rewritten(in.readAllBytes());
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name + " cannot be read from " + file, e);
        }
    }

    static {
        registerAsParallelCapable();
    }
}

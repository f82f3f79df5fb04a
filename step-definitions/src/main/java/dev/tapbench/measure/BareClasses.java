package dev.tapbench.measure;

import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.Reader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Objects;

/**
 * Stock jCardSim. The class path holds two of its classes twice: those of its jar, and the driver's in their place. This
 * loader takes the simulator from its jar alone, and the applets and the bridge to them anew, so that they meet it.
 */
final class BareClasses extends URLClassLoader {
    private static final List<String> APART = List.of(
            "com.licel.jcardsim.",
            "javacard.",
            "javacardx.",
            "dev.tapbench.card.",
            "dev.tapbench.measure.applet.",
            "dev.tapbench.measure.bare.");
    private static final String BRIDGE = "dev.tapbench.measure.bare.BareJCardSim";

    private BareClasses() {
        super(
                new URL[] {
                    place("com.licel.jcardsim.base.Simulator"), place("dev.tapbench.card.PaymentApplet"), place(BRIDGE)
                },
                BareClasses.class.getClassLoader());
    }

    /** A new copy of the simulator: a {@link Reader} that is a {@link CardFactory} as well. */
    static Reader reader() {
        try {
            return (Reader)
                    new BareClasses().loadClass(BRIDGE).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bare jCardSim does not load: " + e, e);
        }
    }

    /** The jar or folder that a class is in. */
    private static URL place(String className) {
        String file = className.replace('.', '/') + ".class";
        URL found = Objects.requireNonNull(
                BareClasses.class.getClassLoader().getResource(file), className + " is not on the class path");
        String text = found.toString();
        String folder = text.substring(0, text.length() - file.length());
        try {
            return new URL(
                    folder.startsWith("jar:")
                            ? folder.substring("jar:".length(), folder.length() - "!/".length())
                            : folder);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(
                    "the place of " + className + " is '" + text + "': expected a jar or folder", e);
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
}

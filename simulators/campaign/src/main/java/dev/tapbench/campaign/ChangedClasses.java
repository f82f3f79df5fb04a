package dev.tapbench.campaign;

import dev.tapbench.ports.card.ClassSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * This program's own classes once more, apart from those that are loaded already, with changed ones laid over them: so a faulty
 * terminal, phone or host runs in this process, and nothing of it is left when its run has ended.
 *
 * <p><b>Context.</b> A faulty card's classes are given to its simulator, which loads applets apart anyway. The other parties are
 * this program's own classes, and a class is loaded once a loader.
 *
 * <p><b>Choice.</b> All of {@code dev.tapbench} is defined anew here, since a sound class that names a changed one has to find
 * the changed one. Libraries stay with the parent: they are compiled by then, and a run in a new process would pay for that again.
 *
 * <p><b>Cost.</b> Only types of the platform and of libraries may cross the border: a record of this program is another class
 * on the other side. What a driver loads apart itself, such as the simulator of cards, is not changed by this.
 */
public final class ChangedClasses extends ClassLoader {
    private static final String OWN = "dev.tapbench.";

    private final ClassSource changed;
    private final Map<String, ProtectionDomain> domains = new ConcurrentHashMap<>();

    static {
        registerAsParallelCapable();
    }

    /**
     * @param changed the class files that differ; the sound ones are taken where it has none
     * @param parent has the sound classes and the libraries
     */
    public ChangedClasses(ClassSource changed, ClassLoader parent) {
        super("changed", parent);
        this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        URL sound = getResource(file);
        try (InputStream in = getResourceAsStream(file)) {
            if (in == null || sound == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            ProtectionDomain domain = domain(place(sound, file));
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (IOException e) {
            throw new ClassNotFoundException(name + " cannot be read from " + sound, e);
        }
    }

    /** The changed class file where there is one: the bench takes the card's classes as resources. */
    @Override
    public InputStream getResourceAsStream(String name) {
        if (name.endsWith(".class")) {
            byte[] bytes = changed.bytes(
                    name.substring(0, name.length() - ".class".length()).replace('/', '.'));
            if (bytes != null) {
                return new ByteArrayInputStream(bytes);
            }
        }
        return super.getResourceAsStream(name);
    }

    /** The jar or folder that holds the sound class: the simulator's driver asks where its own classes are. */
    private static URL place(URL sound, String file) throws IOException {
        if (sound.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFileURL();
        }
        String text = sound.toString();
        try {
            return new URI(text.substring(0, text.length() - file.length())).toURL();
        } catch (URISyntaxException e) {
            throw new IOException("the class path has a place that is no URI: " + text, e);
        }
    }

    private ProtectionDomain domain(URL place) {
        return domains.computeIfAbsent(
                place.toString(),
                unused -> new ProtectionDomain(new CodeSource(place, (Certificate[]) null), null, this, null));
    }
}

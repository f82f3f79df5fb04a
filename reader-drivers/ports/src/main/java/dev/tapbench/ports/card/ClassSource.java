package dev.tapbench.ports.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gives the bytes of an applet's class files: sound ones, faulty ones, mutants. */
@FunctionalInterface
public interface ClassSource {
    /** The class file of a binary class name, or null when the class is none of the applet's. */
    byte @Nullable [] bytes(String className);

    /** The classes of one package as the class path holds them. */
    static ClassSource ofPackage(ClassLoader loader, String packageName) {
        return className -> {
            if (!className.startsWith(packageName + ".")) {
                return null;
            }
            try (InputStream in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
                return in == null ? null : in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException("class file of " + className + " cannot be read", e);
            }
        };
    }

    /** The same bytes, each class asked for once: a run makes many cards of the same classes. Thread-safe. */
    default ClassSource remembered() {
        Map<String, Optional<byte[]>> known = new ConcurrentHashMap<>();
        return className -> known.computeIfAbsent(className, name -> Optional.ofNullable(bytes(name)))
                .orElse(null);
    }

    /** Other bytes first; where {@code changed} knows a class, its bytes are taken. */
    default ClassSource overlaidBy(ClassSource changed) {
        return className -> {
            byte[] other = changed.bytes(className);
            return other != null ? other : bytes(className);
        };
    }
}

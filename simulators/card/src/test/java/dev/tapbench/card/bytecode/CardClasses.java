package dev.tapbench.card.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Compiled classes as trees, and how their places are named. */
final class CardClasses {
    /** The package of the card, as class files write it. */
    static final String OWN = "dev/tapbench/card/";

    private CardClasses() {}

    /** The card as it was compiled, without its package documentation. */
    static List<ClassNode> ofTheCard() {
        try (Stream<Path> files = Files.list(Path.of("target", "classes", "dev", "tapbench", "card"))) {
            return files.filter(f -> f.toString().endsWith(".class") && !f.endsWith("package-info.class"))
                    .sorted()
                    .map(CardClasses::open)
                    .map(CardClasses::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sample classes of a rule's test. */
    static List<ClassNode> of(Class<?>... samples) {
        return Stream.of(samples)
                .map(c -> Objects.requireNonNull(
                        c.getResourceAsStream("/" + c.getName().replace('.', '/') + ".class"), c.getName()))
                .map(CardClasses::parse)
                .toList();
    }

    /** {@code Load.accept line 88}, or without the line where the compiler left none. */
    static String place(ClassNode owner, MethodNode method, AbstractInsnNode instruction) {
        for (AbstractInsnNode i = instruction; i != null; i = i.getPrevious()) {
            if (i instanceof LineNumberNode line) {
                return place(owner, method) + " line " + line.line;
            }
        }
        return place(owner, method);
    }

    /** {@code Load.accept}. */
    static String place(ClassNode owner, MethodNode method) {
        return simpleName(owner.name) + "." + method.name;
    }

    /** The name without the package, and of a nested sample without its test. */
    static String simpleName(String internalName) {
        return internalName.substring(Math.max(internalName.lastIndexOf('/'), internalName.lastIndexOf('$')) + 1);
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassNode parse(InputStream bytes) {
        try (bytes) {
            ClassNode node = new ClassNode();
            new ClassReader(bytes.readAllBytes()).accept(node, 0);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.tapbench.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * No converter is at hand, so the compiled card is held to the Java Card subset here: only javacard and itself, no int, long
 * or string, no allocation once installed, no static state. It cannot see whether an intermediate result needs more than 16
 * bits: that is what the casts in the source are for.
 */
class ByteCodeDisciplineTest {
    private static final String OWN = "dev/tapbench/card/";
    /** Calls of the API that allocate. */
    private static final Set<String> FACTORIES = Set.of("buildKey", "getInstance");
    /** Classes of java.lang that Java Card has. */
    private static final Set<String> LANGUAGE =
            Set.of("java/lang/Object", "java/lang/Throwable", "java/lang/Exception", "java/lang/RuntimeException");

    private static final List<ClassNode> CLASSES = read();

    private static List<ClassNode> read() {
        try (Stream<Path> files = Files.list(Path.of("target", "classes", "dev", "tapbench", "card"))) {
            return files.filter(f -> f.toString().endsWith(".class") && !f.endsWith("package-info.class"))
                    .map(ByteCodeDisciplineTest::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassNode parse(Path file) {
        try {
            ClassNode node = new ClassNode();
            new ClassReader(Files.readAllBytes(file)).accept(node, 0);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theClassesWereFound() {
        assertThat(CLASSES).extracting(c -> c.name).contains(OWN + "PaymentApplet", OWN + "DirectoryApplet");
    }

    @Test
    void theClassesAreFlat() {
        assertThat(CLASSES)
                .allSatisfy(c -> assertThat(c.innerClasses).as(c.name).isEmpty());
    }

    @Test
    void onlyJavaCardAndOwnClassesAreReferenced() {
        List<String> wrong = new ArrayList<>();
        for (ClassNode c : CLASSES) {
            requireType(c.superName, c.name, wrong);
            c.interfaces.forEach(i -> requireType(i, c.name, wrong));
            c.fields.forEach(f -> requireTypes(f.desc, c.name + "." + f.name, wrong));
            for (MethodNode m : c.methods) {
                String where = c.name + "." + m.name;
                requireTypes(m.desc, where, wrong);
                m.tryCatchBlocks.forEach(b -> {
                    if (b.type != null) {
                        requireType(b.type, where, wrong);
                    }
                });
                for (AbstractInsnNode i : m.instructions) {
                    if (i instanceof MethodInsnNode call) {
                        requireType(call.owner, where, wrong);
                        requireTypes(call.desc, where + " calling " + call.name, wrong);
                    } else if (i instanceof FieldInsnNode field) {
                        requireType(field.owner, where, wrong);
                        requireTypes(field.desc, where, wrong);
                    } else if (i instanceof TypeInsnNode type) {
                        requireType(Type.getObjectType(type.desc), where, wrong);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Also covers locals, where the compiler left their names. */
    @Test
    void nothingIsWiderThanAShort() {
        List<String> wrong = new ArrayList<>();
        for (ClassNode c : CLASSES) {
            for (MethodNode m : c.methods) {
                String where = c.name + "." + m.name;
                List<LocalVariableNode> locals = m.localVariables == null ? List.of() : m.localVariables;
                locals.forEach(l -> requireTypes(l.desc, where + " local " + l.name, wrong));
                for (AbstractInsnNode i : m.instructions) {
                    int op = i.getOpcode();
                    boolean wide = op == Opcodes.LDC
                            || op == Opcodes.INVOKEDYNAMIC
                            || op == Opcodes.I2L
                            || op == Opcodes.I2F
                            || op == Opcodes.I2D
                            || op == Opcodes.I2C
                            || op == Opcodes.MONITORENTER;
                    if (wide) {
                        wrong.add(where + " has instruction " + op);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void staticFieldsAreConstants() {
        List<String> wrong = new ArrayList<>();
        for (ClassNode c : CLASSES) {
            for (FieldNode f : c.fields) {
                boolean isStatic = (f.access & Opcodes.ACC_STATIC) != 0;
                if (isStatic && ((f.access & Opcodes.ACC_FINAL) == 0 || f.value == null)) {
                    wrong.add(c.name + "." + f.name);
                }
            }
            c.methods.stream()
                    .filter(m -> m.name.equals("<clinit>"))
                    .forEach(m -> wrong.add(c.name + " has a static initializer"));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingIsAllocatedAfterInstall() {
        List<String> wrong = new ArrayList<>();
        Set<String> reached = reachableFromProcess(wrong);
        assertThat(reached).as("the walk went through the card").hasSizeGreaterThan(100);
        assertThat(wrong).isEmpty();
    }

    /** Walks all calls from process on; a call reaches every own method of that name and signature. */
    private static Set<String> reachableFromProcess(List<String> allocations) {
        Deque<String> open =
                new ArrayDeque<>(List.of("process(Ljavacard/framework/APDU;)V", "select()Z", "deselect()V"));
        Set<String> reached = new HashSet<>(open);
        while (!open.isEmpty()) {
            String signature = open.pop();
            for (ClassNode c : CLASSES) {
                for (MethodNode m : c.methods) {
                    if ((m.name + m.desc).equals(signature)) {
                        visit(c, m, open, reached, allocations);
                    }
                }
            }
        }
        return reached;
    }

    private static void visit(
            ClassNode c, MethodNode m, Deque<String> open, Set<String> reached, List<String> allocations) {
        for (AbstractInsnNode i : m.instructions) {
            int op = i.getOpcode();
            boolean allocates = op == Opcodes.NEW
                    || op == Opcodes.NEWARRAY
                    || op == Opcodes.ANEWARRAY
                    || op == Opcodes.MULTIANEWARRAY;
            if (i instanceof MethodInsnNode call) {
                allocates = FACTORIES.contains(call.name) || call.name.startsWith("makeTransient");
                if (call.owner.startsWith(OWN) && reached.add(call.name + call.desc)) {
                    open.push(call.name + call.desc);
                }
            }
            if (allocates) {
                allocations.add(c.name + "." + m.name);
            }
        }
    }

    private static void requireTypes(String descriptor, String where, List<String> wrong) {
        Type type = Type.getType(descriptor);
        if (type.getSort() == Type.METHOD) {
            requireType(type.getReturnType(), where, wrong);
            for (Type argument : type.getArgumentTypes()) {
                requireType(argument, where, wrong);
            }
        } else {
            requireType(type, where, wrong);
        }
    }

    private static void requireType(String internalName, String where, List<String> wrong) {
        requireType(Type.getObjectType(internalName), where, wrong);
    }

    private static void requireType(Type type, String where, List<String> wrong) {
        Type plain = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        boolean right = switch (plain.getSort()) {
            case Type.VOID, Type.BOOLEAN, Type.BYTE, Type.SHORT -> true;
            case Type.OBJECT -> {
                String name = plain.getInternalName();
                yield name.startsWith("javacard/")
                        || name.startsWith("javacardx/")
                        || name.startsWith(OWN)
                        || LANGUAGE.contains(name);
            }
            default -> false;
        };
        if (!right) {
            wrong.add(where + " uses " + plain.getClassName());
        }
    }
}

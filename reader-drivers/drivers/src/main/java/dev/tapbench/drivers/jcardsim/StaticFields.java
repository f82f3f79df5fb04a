package dev.tapbench.drivers.jcardsim;

import dev.tapbench.ports.card.ClassSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The static fields of the applets' classes. On a card they are non-volatile and the card's own, so each class that has some
 * gets a second, generated class with the same fields as instance fields: the holder, of which a chip makes one object.
 * Constants that the compiler has put into the code stay where they are.
 */
final class StaticFields {
    private static final String SUFFIX = "$statics";

    private record Field(String name, String descriptor) {}

    private record Declared(@Nullable String above, List<Field> fields) {}

    private final ClassSource source;
    private final Map<String, Declared> classes = new HashMap<>();

    StaticFields(ClassSource source) {
        this.source = source;
    }

    private @Nullable Declared declared(String internalName) {
        if (!classes.containsKey(internalName)) {
            byte[] bytes = source.bytes(internalName.replace('/', '.'));
            if (bytes == null) {
                return null;
            }
            List<Field> fields = new ArrayList<>();
            ClassReader reader = new ClassReader(bytes);
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public @Nullable FieldVisitor visitField(
                                int access,
                                String name,
                                String descriptor,
                                @Nullable String signature,
                                @Nullable Object value) {
                            if (isMoved(access, value)) {
                                fields.add(new Field(name, descriptor));
                            }
                            return null;
                        }
                    },
                    ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            classes.put(internalName, new Declared(reader.getSuperName(), fields));
        }
        return classes.get(internalName);
    }

    /** Whether a field is the card's own: static and not put into the code by the compiler. */
    static boolean isMoved(int access, @Nullable Object constant) {
        return (access & Opcodes.ACC_STATIC) != 0 && constant == null;
    }

    /** Internal name of the holder with this field, null when it is no static field of the applets'. */
    @Nullable
    String holder(String owner, String name) {
        String at = owner;
        while (at != null) {
            Declared declared = declared(at);
            if (declared == null) {
                return null;
            }
            if (declared.fields().stream().anyMatch(f -> f.name().equals(name))) {
                return at + SUFFIX;
            }
            at = declared.above();
        }
        return null;
    }

    /** The class file of a holder by its binary name, null when it is none. */
    byte @Nullable [] holderClass(String name) {
        if (!name.endsWith(SUFFIX)) {
            return null;
        }
        String holder = name.replace('.', '/');
        Declared declared = declared(holder.substring(0, holder.length() - SUFFIX.length()));
        if (declared == null) {
            return null;
        }
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, holder, null, "java/lang/Object", null);
        for (Field field : declared.fields()) {
            writer.visitField(Opcodes.ACC_PUBLIC, field.name(), field.descriptor(), null, null)
                    .visitEnd();
        }
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        constructor.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}

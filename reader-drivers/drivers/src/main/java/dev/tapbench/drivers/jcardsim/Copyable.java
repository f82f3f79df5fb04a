package dev.tapbench.drivers.jcardsim;

import dev.tapbench.drivers.jcardsim.chip.CardCopy;
import dev.tapbench.drivers.jcardsim.chip.Copied;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Gives a class the two methods of {@link Copied}, unless it has them. Instance fields stop being final, because a copy's
 * references are replaced after it was made.
 */
final class Copyable extends ClassVisitor {
    private static final String COPIED = Type.getInternalName(Copied.class);
    private static final String CARD_COPY = Type.getInternalName(CardCopy.class);
    private static final String REPLACE = "replaceReferences";
    private static final String REPLACE_DESCRIPTOR = "(L" + CARD_COPY + ";)V";

    private record Reference(String name, String descriptor) {}

    private final List<Reference> references = new ArrayList<>();
    private String self = "";
    private String above = "";
    private boolean skipped;

    Copyable(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** The class file with the two methods. */
    static byte[] rewritten(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Copyable(writer), 0);
        return writer.toByteArray();
    }

    private boolean isFirst() {
        // The classes of the platform cannot be given methods; all others get them where they are loaded.
        return above.startsWith("java/");
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        self = name;
        above = superName == null ? "" : superName;
        List<String> all = new ArrayList<>(interfaces == null ? List.of() : Arrays.asList(interfaces));
        skipped = (access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ENUM | Opcodes.ACC_MODULE)) != 0
                || superName == null
                || all.contains(COPIED)
                || above.equals("java/lang/Enum");
        if (!skipped && isFirst()) {
            all.add(COPIED);
            all.add("java/lang/Cloneable");
        }
        super.visit(version, access, name, signature, superName, all.toArray(String[]::new));
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        boolean instance = (access & Opcodes.ACC_STATIC) == 0;
        if (skipped || !instance) {
            return super.visitField(access, name, descriptor, signature, value);
        }
        if (descriptor.charAt(0) == 'L' || descriptor.charAt(0) == '[') {
            references.add(new Reference(name, descriptor));
        }
        return super.visitField(access & ~Opcodes.ACC_FINAL, name, descriptor, signature, value);
    }

    @Override
    public void visitEnd() {
        if (!skipped) {
            if (isFirst()) {
                addShallowCopy();
            }
            addReplaceReferences();
        }
        super.visitEnd();
    }

    private void addShallowCopy() {
        MethodVisitor method = super.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, "shallowCopy", "()Ljava/lang/Object;", null, null);
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "clone", "()Ljava/lang/Object;", false);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
    }

    private void addReplaceReferences() {
        MethodVisitor method =
                super.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, REPLACE, REPLACE_DESCRIPTOR, null, null);
        method.visitCode();
        if (!isFirst()) {
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitVarInsn(Opcodes.ALOAD, 1);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, above, REPLACE, REPLACE_DESCRIPTOR, false);
        }
        for (Reference reference : references) {
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitVarInsn(Opcodes.ALOAD, 1);
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitFieldInsn(Opcodes.GETFIELD, self, reference.name(), reference.descriptor());
            method.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, CARD_COPY, "orNull", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
            method.visitTypeInsn(
                    Opcodes.CHECKCAST, Type.getType(reference.descriptor()).getInternalName());
            method.visitFieldInsn(Opcodes.PUTFIELD, self, reference.name(), reference.descriptor());
        }
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(3, 2);
        method.visitEnd();
    }
}

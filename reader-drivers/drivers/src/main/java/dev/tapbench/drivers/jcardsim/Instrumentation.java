package dev.tapbench.drivers.jcardsim;

import dev.tapbench.drivers.jcardsim.chip.CardPin;
import dev.tapbench.drivers.jcardsim.chip.Chip;
import dev.tapbench.drivers.jcardsim.chip.Place;
import dev.tapbench.drivers.jcardsim.chip.Places;
import dev.tapbench.drivers.jcardsim.chip.Stores;
import dev.tapbench.ports.DeviceException;
import java.util.Map;
import javacard.framework.OwnerPIN;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites an applet's class so that the chip sees what it writes: stores into arrays and fields, and the calls of {@link
 * ApiCalls}; moves its static fields into the chip ({@link StaticFields}); and makes its PINs the chip's. Code paths, line
 * numbers and what is computed stay as they are. It comes last, after a fault or a mutation has changed the class.
 */
final class Instrumentation extends ClassVisitor {
    private static final String STORES = Type.getInternalName(Stores.class);
    private static final String CHIP = Type.getInternalName(Chip.class);
    private static final String PIN = Type.getInternalName(OwnerPIN.class);
    private static final String CARD_PIN = Type.getInternalName(CardPin.class);

    private record Store(String method, String descriptor) {}

    private static final Map<Integer, Store> ARRAY_STORES = Map.of(
            Opcodes.BASTORE, new Store("intoBytes", "(Ljava/lang/Object;III)V"),
            Opcodes.SASTORE, new Store("intoShorts", "([SIII)V"),
            Opcodes.AASTORE, new Store("intoObjects", "([Ljava/lang/Object;ILjava/lang/Object;I)V"));

    private final Places places;
    private final StaticFields statics;
    private String self = "";

    private Instrumentation(ClassVisitor next, Places places, StaticFields statics) {
        super(Opcodes.ASM9, next);
        this.places = places;
        this.statics = statics;
    }

    /** The rewritten class file. */
    static byte[] rewritten(byte[] classFile, Places places, StaticFields statics) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Instrumentation(new Copyable(writer), places, statics), 0);
        return writer.toByteArray();
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
        super.visit(version, access, name, signature, PIN.equals(superName) ? CARD_PIN : superName, interfaces);
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        return StaticFields.isMoved(access, value)
                ? null
                : super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        boolean isInitializer = name.equals("<clinit>");
        MethodVisitor next = super.visitMethod(
                isInitializer ? Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC : access,
                isInitializer ? Chip.INITIALIZER : name,
                descriptor,
                signature,
                exceptions);
        return new Code(next, name);
    }

    private final class Code extends MethodVisitor {
        private final String method;
        /** Before it, a constructor's object may not be handed to anybody. */
        private boolean aboveIsConstructed;

        private int line;

        Code(MethodVisitor next, String method) {
            super(Opcodes.ASM9, next);
            this.method = method;
            aboveIsConstructed = !method.equals("<init>");
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            super.visitLineNumber(number, start);
        }

        private void pushPlace(@Nullable String fieldOwner, @Nullable String fieldName) {
            int number = places.add(new Place(
                    self.replace('/', '.'),
                    method,
                    line,
                    fieldOwner == null ? null : fieldOwner.replace('/', '.'),
                    fieldName));
            super.visitLdcInsn(number);
        }

        @Override
        public void visitInsn(int opcode) {
            Store store = ARRAY_STORES.get(opcode);
            if (store == null) {
                super.visitInsn(opcode);
                return;
            }
            pushPlace(null, null);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, STORES, store.method(), store.descriptor(), false);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            switch (opcode) {
                case Opcodes.PUTFIELD -> putField(owner, name, descriptor);
                case Opcodes.GETSTATIC, Opcodes.PUTSTATIC -> {
                    String holder = statics.holder(owner, name);
                    if (holder == null) {
                        super.visitFieldInsn(opcode, owner, name, descriptor);
                    } else {
                        moved(opcode, holder, name, descriptor);
                    }
                }
                default -> super.visitFieldInsn(opcode, owner, name, descriptor);
            }
        }

        private void moved(int opcode, String holder, String name, String descriptor) {
            super.visitLdcInsn(Type.getObjectType(holder));
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, CHIP, "statics", "(Ljava/lang/Class;)Ljava/lang/Object;", false);
            super.visitTypeInsn(Opcodes.CHECKCAST, holder);
            if (opcode == Opcodes.GETSTATIC) {
                super.visitFieldInsn(Opcodes.GETFIELD, holder, name, descriptor);
            } else {
                requireOneSlot(holder + "." + name, descriptor);
                super.visitInsn(Opcodes.SWAP);
                putField(holder, name, descriptor);
            }
        }

        private void putField(String owner, String name, String descriptor) {
            if (aboveIsConstructed) {
                requireOneSlot(owner + "." + name, descriptor);
                super.visitInsn(Opcodes.SWAP);
                super.visitInsn(Opcodes.DUP);
                pushPlace(owner, name);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, STORES, "beforeField", "(Ljava/lang/Object;I)V", false);
                super.visitInsn(Opcodes.SWAP);
            }
            super.visitFieldInsn(Opcodes.PUTFIELD, owner, name, descriptor);
        }

        private void requireOneSlot(String field, String descriptor) {
            if (Type.getType(descriptor).getSize() != 1) {
                throw new DeviceException("the applet's field " + field.replace('/', '.')
                        + " is a long or double: Java Card has neither (Java Card 3.0.5 VM, 2.2.3.1)");
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            super.visitTypeInsn(opcode, opcode == Opcodes.NEW && type.equals(PIN) ? CARD_PIN : type);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (opcode == Opcodes.INVOKESPECIAL) {
                super.visitMethodInsn(opcode, owner.equals(PIN) ? CARD_PIN : owner, name, descriptor, isInterface);
                // The first constructor that a constructor calls may belong to an argument; later stores then count
                // early, which the verifier refuses when it matters.
                aboveIsConstructed = aboveIsConstructed || name.equals("<init>");
                return;
            }
            ApiCalls.Replacement replacement = ApiCalls.of(owner, name, descriptor, opcode == Opcodes.INVOKESTATIC)
                    .orElse(null);
            if (replacement == null) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                return;
            }
            pushPlace(null, null);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, replacement.owner(), replacement.name(), replacement.descriptor(), false);
        }
    }
}

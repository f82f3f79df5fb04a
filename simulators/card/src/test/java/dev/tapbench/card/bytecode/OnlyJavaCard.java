package dev.tapbench.card.bytecode;

import static dev.tapbench.card.bytecode.CardClasses.OWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Only javacard, the card itself and the four classes of java.lang that it may use; no int, long, char, float or double in
 * fields, signatures and locals, no array of arrays.
 */
final class OnlyJavaCard implements Rule {
    private static final Set<String> LANGUAGE =
            Set.of("java/lang/Object", "java/lang/Throwable", "java/lang/Exception", "java/lang/RuntimeException");

    @Override
    public List<String> findings(List<ClassNode> classes) {
        List<String> findings = new ArrayList<>();
        for (ClassNode c : classes) {
            String name = CardClasses.simpleName(c.name);
            require(Type.getObjectType(c.superName), name, findings);
            c.interfaces.forEach(i -> require(Type.getObjectType(i), name, findings));
            c.fields.forEach(f -> require(Type.getType(f.desc), name + "." + f.name, findings));
            c.methods.forEach(m -> method(c, m, findings));
        }
        return findings;
    }

    private static void method(ClassNode c, MethodNode m, List<String> findings) {
        String where = CardClasses.place(c, m);
        require(Type.getMethodType(m.desc), where, findings);
        m.tryCatchBlocks.stream()
                .filter(b -> b.type != null)
                .forEach(b -> require(Type.getObjectType(b.type), where, findings));
        locals(m, where, findings);
        for (AbstractInsnNode i : m.instructions) {
            String place = CardClasses.place(c, m, i);
            if (i instanceof MethodInsnNode call) {
                require(Type.getObjectType(call.owner), place, findings);
                require(Type.getMethodType(call.desc), place + " calling " + call.name, findings);
            } else if (i instanceof FieldInsnNode field) {
                require(Type.getObjectType(field.owner), place, findings);
                require(Type.getType(field.desc), place, findings);
            } else if (i instanceof TypeInsnNode type) {
                require(Type.getObjectType(type.desc), place, findings);
            } else if (i instanceof MultiANewArrayInsnNode array) {
                require(Type.getType(array.desc), place, findings);
            }
        }
    }

    /** A rule that reads names must not pass because the compiler left none. */
    private static void locals(MethodNode m, String where, List<String> findings) {
        List<LocalVariableNode> locals = m.localVariables == null ? List.of() : m.localVariables;
        if (locals.isEmpty() && m.maxLocals > 0) {
            findings.add(where + " was compiled without its local variables: compile with -g");
        }
        locals.forEach(l -> require(Type.getType(l.desc), where + " local " + l.name, findings));
    }

    private static void require(Type type, String where, List<String> findings) {
        if (type.getSort() == Type.METHOD) {
            require(type.getReturnType(), where, findings);
            for (Type argument : type.getArgumentTypes()) {
                require(argument, where, findings);
            }
        } else if (!isJavaCard(type)) {
            findings.add(where + " uses " + type.getClassName() + ", which Java Card has not");
        }
    }

    private static boolean isJavaCard(Type type) {
        return switch (type.getSort()) {
            case Type.VOID, Type.BOOLEAN, Type.BYTE, Type.SHORT -> true;
            case Type.ARRAY -> type.getDimensions() == 1 && isJavaCard(type.getElementType());
            case Type.OBJECT -> {
                String name = type.getInternalName();
                yield name.startsWith("javacard/")
                        || name.startsWith("javacardx/")
                        || name.startsWith(OWN)
                        || LANGUAGE.contains(name);
            }
            default -> false;
        };
    }
}

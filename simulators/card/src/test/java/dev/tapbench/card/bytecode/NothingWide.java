package dev.tapbench.card.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Printer;

/**
 * No instruction that works on long, float, double or char, on arrays of int or on constants that need more than 16 bits; no
 * string, no lambda, no lock: what the virtual machine of a card has no instruction for.
 */
final class NothingWide implements Rule {
    @Override
    public List<String> findings(List<ClassNode> classes) {
        List<String> findings = new ArrayList<>();
        for (ClassNode c : classes) {
            for (MethodNode m : c.methods) {
                for (AbstractInsnNode i : m.instructions) {
                    if (i.getOpcode() >= 0 && isMissing(i)) {
                        findings.add(CardClasses.place(c, m, i) + " has " + Printer.OPCODES[i.getOpcode()]
                                + ", which a card has not");
                    }
                }
            }
        }
        return findings;
    }

    private static boolean isMissing(AbstractInsnNode i) {
        int op = i.getOpcode();
        return switch (op) {
            // LDC holds strings, and numbers that SIPUSH cannot.
            case Opcodes.LDC, Opcodes.INVOKEDYNAMIC, Opcodes.MULTIANEWARRAY -> true;
            case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> true;
            case Opcodes.IALOAD, Opcodes.LALOAD, Opcodes.FALOAD, Opcodes.DALOAD, Opcodes.CALOAD -> true;
            case Opcodes.IASTORE, Opcodes.LASTORE, Opcodes.FASTORE, Opcodes.DASTORE, Opcodes.CASTORE -> true;
            case Opcodes.LLOAD, Opcodes.FLOAD, Opcodes.DLOAD -> true;
            case Opcodes.LSTORE, Opcodes.FSTORE, Opcodes.DSTORE -> true;
            case Opcodes.LRETURN, Opcodes.FRETURN, Opcodes.DRETURN -> true;
            case Opcodes.NEWARRAY -> !isOfBytesOrShorts((IntInsnNode) i);
            // Arithmetic of int stands at every fourth place from IADD to INEG, and shifts and logic alternate with
            // long.
            case Opcodes.ISHL, Opcodes.ISHR, Opcodes.IUSHR, Opcodes.IAND, Opcodes.IOR, Opcodes.IXOR -> false;
            default ->
                within(op, Opcodes.LCONST_0, Opcodes.DCONST_1)
                        || (within(op, Opcodes.IADD, Opcodes.DNEG) && (op - Opcodes.IADD) % 4 != 0)
                        || within(op, Opcodes.ISHL, Opcodes.LXOR)
                        || within(op, Opcodes.I2L, Opcodes.D2F)
                        || op == Opcodes.I2C
                        || within(op, Opcodes.LCMP, Opcodes.DCMPG);
        };
    }

    private static boolean within(int op, int first, int last) {
        return op >= first && op <= last;
    }

    private static boolean isOfBytesOrShorts(IntInsnNode array) {
        return array.operand == Opcodes.T_BOOLEAN
                || array.operand == Opcodes.T_BYTE
                || array.operand == Opcodes.T_SHORT;
    }
}

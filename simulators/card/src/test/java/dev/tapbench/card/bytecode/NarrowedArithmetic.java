package dev.tapbench.card.bytecode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;
import org.objectweb.asm.util.Printer;

/**
 * Every result of arithmetic, shift or logic is narrowed by i2s or i2b before any other use: before a comparison, an index, an
 * argument, a store, a return, and before the next arithmetic.
 *
 * <p>A card computes with 16 bits, a Java virtual machine with 32. After each single operation and its cast both hold the same;
 * two operations under one cast may differ (a sum that overflows, then is shifted right), and a converter decides which. So
 * none is allowed: stricter than a converter, and one reading for all. It holds for {@code &}, {@code |} and {@code ^} on
 * booleans too, which byte code does not tell from numbers: write {@code &&}, {@code ||} and {@code !=}.
 */
final class NarrowedArithmetic implements Rule {
    @Override
    public List<String> findings(List<ClassNode> classes) {
        List<String> findings = new ArrayList<>();
        for (ClassNode c : classes) {
            for (MethodNode m : c.methods) {
                for (Use use : uses(c, m)) {
                    findings.add(CardClasses.place(c, m, use.user()) + ": the result of " + name(use.producer())
                            + " goes to " + name(use.user()) + "; cast it to short or byte first");
                }
            }
        }
        return findings;
    }

    private static String name(AbstractInsnNode i) {
        return Printer.OPCODES[i.getOpcode()];
    }

    private static Set<Use> uses(ClassNode c, MethodNode m) {
        Follower follower = new Follower();
        try {
            new Analyzer<>(follower).analyze(c.name, m);
        } catch (AnalyzerException e) {
            throw new IllegalStateException("cannot follow the values of " + CardClasses.place(c, m), e);
        }
        Set<Use> inOrder = new TreeSet<>((a, b) -> a.user() == b.user()
                ? Integer.compare(m.instructions.indexOf(a.producer()), m.instructions.indexOf(b.producer()))
                : Integer.compare(m.instructions.indexOf(a.user()), m.instructions.indexOf(b.user())));
        inOrder.addAll(follower.uses);
        return inOrder;
    }

    /** A wide result and what takes it. */
    private record Use(AbstractInsnNode producer, AbstractInsnNode user) {}

    /** Carries each value's producers along, through copies on the stack, and notes who takes a wide one. */
    private static final class Follower extends SourceInterpreter {
        private final Set<Use> uses = new LinkedHashSet<>();

        Follower() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode insn, SourceValue value) {
            boolean onTheStack = insn.getOpcode() >= Opcodes.DUP && insn.getOpcode() <= Opcodes.SWAP;
            if (onTheStack) {
                return value;
            }
            // A store is a use; what is loaded later is the local's, and was noted here.
            take(insn, value);
            return super.copyOperation(insn, value);
        }

        @Override
        public @Nullable SourceValue unaryOperation(AbstractInsnNode insn, SourceValue value) {
            if (insn.getOpcode() != Opcodes.I2S && insn.getOpcode() != Opcodes.I2B) {
                take(insn, value);
            }
            if (insn.getOpcode() == Opcodes.IINC) {
                // Counts in a local of int: adds and stores at once.
                uses.add(new Use(insn, insn));
            }
            return super.unaryOperation(insn, value);
        }

        @Override
        public @Nullable SourceValue binaryOperation(AbstractInsnNode insn, SourceValue a, SourceValue b) {
            take(insn, a);
            take(insn, b);
            return super.binaryOperation(insn, a, b);
        }

        @Override
        public @Nullable SourceValue ternaryOperation(
                AbstractInsnNode insn, SourceValue a, SourceValue b, SourceValue c) {
            take(insn, a);
            take(insn, b);
            take(insn, c);
            return super.ternaryOperation(insn, a, b, c);
        }

        @Override
        public SourceValue naryOperation(AbstractInsnNode insn, List<? extends SourceValue> values) {
            values.forEach(v -> take(insn, v));
            return super.naryOperation(insn, values);
        }

        @Override
        public void returnOperation(AbstractInsnNode insn, SourceValue value, SourceValue expected) {
            // Noted as the operand of the return instruction, which is a unary operation as well.
        }

        private void take(AbstractInsnNode user, SourceValue value) {
            value.insns.stream()
                    .filter(producer -> isArithmetic(producer.getOpcode()))
                    .forEach(producer -> uses.add(new Use(producer, user)));
        }

        private static boolean isArithmetic(int op) {
            return switch (op) {
                case Opcodes.IADD, Opcodes.ISUB, Opcodes.IMUL, Opcodes.IDIV, Opcodes.IREM, Opcodes.INEG -> true;
                case Opcodes.ISHL, Opcodes.ISHR, Opcodes.IUSHR, Opcodes.IAND, Opcodes.IOR, Opcodes.IXOR -> true;
                default -> false;
            };
        }
    }
}

package dev.tapbench.card.bytecode;

import static dev.tapbench.card.bytecode.CardClasses.OWN;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Nothing that process, select or deselect reach makes an object or an array: a card collects no garbage. A call is taken to
 * reach every own method of that name and signature.
 */
final class AllocationAtInstall implements Rule {
    /** What the card's runtime calls after install. */
    private static final List<String> ENTRIES =
            List.of("process(Ljavacard/framework/APDU;)V", "select()Z", "deselect()V");
    /** Calls of the API that allocate. */
    private static final Set<String> FACTORIES = Set.of("buildKey", "getInstance");

    @Override
    public List<String> findings(List<ClassNode> classes) {
        List<String> findings = new ArrayList<>();
        for (Reached reached : reached(classes)) {
            for (AbstractInsnNode i : reached.method().instructions) {
                if (allocates(i)) {
                    findings.add(CardClasses.place(reached.owner(), reached.method(), i)
                            + " allocates after install: make it in the constructor and keep it");
                }
            }
        }
        return findings;
    }

    /** The methods that may run after install. */
    static List<Reached> reached(List<ClassNode> classes) {
        Deque<String> open = new ArrayDeque<>(ENTRIES);
        Set<String> seen = new HashSet<>(open);
        List<Reached> reached = new ArrayList<>();
        while (!open.isEmpty()) {
            String signature = open.pop();
            for (ClassNode c : classes) {
                for (MethodNode m : c.methods) {
                    if ((m.name + m.desc).equals(signature)) {
                        reached.add(new Reached(c, m));
                        calls(m).stream().filter(seen::add).forEach(open::push);
                    }
                }
            }
        }
        return reached;
    }

    private static List<String> calls(MethodNode m) {
        List<String> calls = new ArrayList<>();
        for (AbstractInsnNode i : m.instructions) {
            if (i instanceof MethodInsnNode call && call.owner.startsWith(OWN)) {
                calls.add(call.name + call.desc);
            }
        }
        return calls;
    }

    private static boolean allocates(AbstractInsnNode i) {
        return switch (i.getOpcode()) {
            case Opcodes.NEW, Opcodes.NEWARRAY, Opcodes.ANEWARRAY, Opcodes.MULTIANEWARRAY, Opcodes.INVOKEDYNAMIC ->
                true;
            default ->
                i instanceof MethodInsnNode call
                        && !call.owner.startsWith(OWN)
                        && (FACTORIES.contains(call.name) || call.name.startsWith("makeTransient"));
        };
    }

    /** A method and its class. */
    record Reached(ClassNode owner, MethodNode method) {}
}

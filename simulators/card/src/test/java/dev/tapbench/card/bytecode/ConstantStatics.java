package dev.tapbench.card.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/** No static fields but constants that the compiler knows, and no static initialiser: cards would share them. */
final class ConstantStatics implements Rule {
    @Override
    public List<String> findings(List<ClassNode> classes) {
        List<String> findings = new ArrayList<>();
        for (ClassNode c : classes) {
            for (FieldNode f : c.fields) {
                boolean isStatic = (f.access & Opcodes.ACC_STATIC) != 0;
                if (isStatic && ((f.access & Opcodes.ACC_FINAL) == 0 || f.value == null)) {
                    findings.add(CardClasses.simpleName(c.name) + "." + f.name + " is static and no constant");
                }
            }
            c.methods.stream()
                    .filter(m -> m.name.equals("<clinit>"))
                    .forEach(m -> findings.add(CardClasses.simpleName(c.name) + " has a static initialiser"));
        }
        return findings;
    }
}

package dev.tapbench.card.bytecode;

import java.util.List;
import org.objectweb.asm.tree.ClassNode;

/** No class inside another: one file, one class, as small cards want it. */
final class FlatClasses implements Rule {
    @Override
    public List<String> findings(List<ClassNode> classes) {
        return classes.stream()
                .filter(c -> !c.innerClasses.isEmpty())
                .map(c -> CardClasses.simpleName(c.name) + " has a class inside, or is inside one")
                .toList();
    }
}

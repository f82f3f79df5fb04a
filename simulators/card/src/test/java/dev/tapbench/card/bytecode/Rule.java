package dev.tapbench.card.bytecode;

import java.util.List;
import org.objectweb.asm.tree.ClassNode;

/** Something that every class of the card keeps. */
interface Rule {
    /** Where it is broken, a line each: the place, what stands there, what to write instead. */
    List<String> findings(List<ClassNode> classes);
}

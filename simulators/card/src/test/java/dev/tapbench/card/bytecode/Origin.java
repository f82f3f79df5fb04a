package dev.tapbench.card.bytecode;

import org.objectweb.asm.tree.AbstractInsnNode;

/** Where a value of the card's byte code comes from. */
sealed interface Origin {
    /** Made by this instruction. */
    record Made(AbstractInsnNode by, Memory in) implements Origin {}

    /** Read from a field, {@code Transients.work}. */
    record Read(String field) implements Origin {}

    /** An argument: the method with owner and descriptor, and the number of the local variable. */
    record Argument(String method, int local) implements Origin {}

    /** What an own method gave back. */
    record Result(String method) implements Origin {}

    /** A constant number. */
    record Constant(int value) implements Origin {}

    /** Anything else: null, a buffer of the runtime. */
    record Foreign() implements Origin {}
}

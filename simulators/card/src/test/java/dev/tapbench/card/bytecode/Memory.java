package dev.tapbench.card.bytecode;

/** Where an array or a key of a card lives, and what takes its content away (Java Card Runtime Environment, 5.1). */
enum Memory {
    /** Keeps its content without power. */
    PERSISTENT,
    /** Cleared when the application is deselected, and on reset. */
    DESELECT,
    /** Cleared on reset only. */
    RESET
}

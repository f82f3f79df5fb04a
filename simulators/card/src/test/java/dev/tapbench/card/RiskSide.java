package dev.tapbench.card;

/** Model or applet: told what happens, it says what it did and what it remembers, in the same words. */
interface RiskSide {
    /** What it answered. */
    String take(RiskStep step);

    /** What it remembers, as far as it can be read. */
    String memory();
}

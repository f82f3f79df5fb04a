/**
 * The Java Card subset as rules over compiled classes. No converter is at hand, so the card's byte code is read instead: one
 * class a rule, each seen to fire on a small class that breaks it.
 */
@NullMarked
package dev.tapbench.card.bytecode;

import org.jspecify.annotations.NullMarked;

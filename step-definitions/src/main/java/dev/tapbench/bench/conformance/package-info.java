/**
 * Cards and terminals of the conformance chapter: single commands and transactions over a link of their own, in a closed vocabulary.
 *
 * <p>Note: the words that the tables of {@code features/conformance/} may use are the constants of the enums here, so that a misspelt
 * one is refused with a list, and the sentences of the chapter stay few. What a bit is called comes from {@code bits.tsv}.
 */
@NullMarked
package dev.tapbench.bench.conformance;

import org.jspecify.annotations.NullMarked;

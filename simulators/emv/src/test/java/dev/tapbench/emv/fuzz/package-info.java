/**
 * Fuzz tests of the parsers: what a hostile card or host sends is decoded whole or refused with its place. In a build each runs
 * over its seeds, the known answers among them, and over every input that once broke it
 * ({@code src/test/resources/.../fuzz/CLASSInputs/METHOD}); {@code .ci/nightly} lets them search.
 */
@NullMarked
package dev.tapbench.emv.fuzz;

import org.jspecify.annotations.NullMarked;

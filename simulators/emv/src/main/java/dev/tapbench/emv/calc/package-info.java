/**
 * The calculator: a closed catalogue of named computations, each from named inputs to named results, with what lies between.
 *
 * <p>Names of operations, inputs and results are those of the known answers (test resource {@code vectors/vectors.json}), so
 * that one catalogue serves the command line and the check of a vector file. Inputs are strings, numbers, booleans, lists and
 * maps as a reader of JSON gives them; this room reads no JSON itself.
 *
 * <p>An operation with a secret key works on labels inside a security module, as the parties do, so that a known answer proves
 * the code that they use. A clear derived key, which known answers and testers want to see, comes from the module all the same:
 * it is the derivation data enciphered under the parent key, and the module enciphers what it is given. That works because these
 * are test keys that may encipher anything; it is no way to take keys out of a real module.
 */
@NullMarked
package dev.tapbench.emv.calc;

import org.jspecify.annotations.NullMarked;

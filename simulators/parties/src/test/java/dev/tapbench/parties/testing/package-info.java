/** Fakes that the tests of several parties share. */
@NullMarked
package dev.tapbench.parties.testing;

import org.jspecify.annotations.NullMarked;

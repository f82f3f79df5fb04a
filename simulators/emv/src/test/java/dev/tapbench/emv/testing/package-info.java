/** What the tests of this room share: the known answers and a module in memory. */
@NullMarked
package dev.tapbench.emv.testing;

import org.jspecify.annotations.NullMarked;

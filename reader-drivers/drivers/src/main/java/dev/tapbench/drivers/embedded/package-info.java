/** A security module in this process's memory, on Bouncy Castle. */
@NullMarked
package dev.tapbench.drivers.embedded;

import org.jspecify.annotations.NullMarked;

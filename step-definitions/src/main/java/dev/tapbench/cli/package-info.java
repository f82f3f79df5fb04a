/** The command line: reads the arguments, starts a run, prints what came of it, and ends by the contract's exit status. */
@NullMarked
package dev.tapbench.cli;

import org.jspecify.annotations.NullMarked;

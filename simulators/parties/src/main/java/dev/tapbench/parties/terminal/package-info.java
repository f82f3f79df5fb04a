/** The terminal: an EMV contactless kernel in small steps, the three-tap load, its PIN pad and its talk with the host. */
@NullMarked
package dev.tapbench.parties.terminal;

import org.jspecify.annotations.NullMarked;

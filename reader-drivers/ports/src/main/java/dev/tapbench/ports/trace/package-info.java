/** What happened, as typed events in order. */
@NullMarked
package dev.tapbench.ports.trace;

import org.jspecify.annotations.NullMarked;

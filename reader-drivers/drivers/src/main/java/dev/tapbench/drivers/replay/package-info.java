/** Cards that answer as they did when they were recorded. */
@NullMarked
package dev.tapbench.drivers.replay;

import org.jspecify.annotations.NullMarked;

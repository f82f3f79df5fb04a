/** The most that somebody can spend who finds or steals a device, found by trying everything that can matter. */
@NullMarked
package dev.tapbench.risk.exploration;

import org.jspecify.annotations.NullMarked;

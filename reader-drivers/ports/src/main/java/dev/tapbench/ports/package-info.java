/** What every driver and every party may rely on: values, randomness, targets. Nothing here knows a product or a library. */
@NullMarked
package dev.tapbench.ports;

import org.jspecify.annotations.NullMarked;

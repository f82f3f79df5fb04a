/** Risk profiles as values: what the issuer allows offline, and when the holder is asked for. */
@NullMarked
package dev.tapbench.risk;

import org.jspecify.annotations.NullMarked;

/** The payment phone's own processor: what its owner sees and enters (US 9,240,005). */
@NullMarked
package dev.tapbench.parties.phone;

import org.jspecify.annotations.NullMarked;

/** Hardware security modules: operations on key labels, never on key bytes. */
@NullMarked
package dev.tapbench.ports.hsm;

import org.jspecify.annotations.NullMarked;

/** Readers, links and cards. */
@NullMarked
package dev.tapbench.ports.card;

import org.jspecify.annotations.NullMarked;

/** The bench of one run: which devices take part, and how the glue of the scenarios reaches them. */
@NullMarked
package dev.tapbench.bench;

import org.jspecify.annotations.NullMarked;

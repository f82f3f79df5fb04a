/** Requirements: what the system must show, and the predicates over a trace that say whether it did. */
@NullMarked
package dev.tapbench.reports.requirements;

import org.jspecify.annotations.NullMarked;

/** jCardSim without anything of Tapbench around it; loaded apart, see {@link dev.tapbench.measure.BareClasses}. */
@NullMarked
package dev.tapbench.measure.bare;

import org.jspecify.annotations.NullMarked;

/** Simulated cards: Java Card applets on jCardSim, in process. */
@NullMarked
package dev.tapbench.drivers.jcardsim;

import org.jspecify.annotations.NullMarked;

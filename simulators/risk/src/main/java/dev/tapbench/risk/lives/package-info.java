/**
 * Honest lives: what owners of a device meet who do nothing wrong. Each card lives a life of its own, drawn from a few numbers about
 * its owner; what happened is counted in {@link dev.tapbench.risk.lives.LivesSketch}.
 *
 * <p><b>Context.</b> Ten million lives have to be the same lives on one core, on all cores, and on a cluster that loses a machine.
 * <b>Choice.</b> A card's life is a function of the seed and the card's number alone, and results are exact counts in fixed places
 * that add up: any split among any workers gives the same bytes. HdrHistogram and DataSketches were looked at: the first writes
 * its counts in as few bytes as each needs, so that its size grows with the cards, the second's quantiles depend on the order of
 * merging; and this room has no library at all. <b>Cost.</b> Counts above 63 are kept to three percent, not exactly, though their
 * sums are exact.
 */
@NullMarked
package dev.tapbench.risk.lives;

import org.jspecify.annotations.NullMarked;

/**
 * Measures: what Tapbench costs over what it stands on, both sides in one run.
 *
 * <p><b>Context.</b> A time alone says more of the machine than of Tapbench, and two runs on one machine differ by more than
 * what is looked for. <b>Choice.</b> Each row compares two sides in one process, in short blocks that take turns; a pair of
 * blocks shares the machine's mood, and the ratio's interval comes from a bootstrap over pairs. JMH runs one side after the
 * other, each in processes of its own, and its results hold no pairs; it is also under the GPL, so it would stay out of the
 * release, where {@code tapbench measure} has to run. So the harness is our own, one class. <b>Cost.</b> What JMH knows of
 * compilers has to be kept in mind here: results are handed to a {@link dev.tapbench.measure.Sink}, and both sides are warm
 * before the first block.
 */
@NullMarked
package dev.tapbench.measure;

import org.jspecify.annotations.NullMarked;

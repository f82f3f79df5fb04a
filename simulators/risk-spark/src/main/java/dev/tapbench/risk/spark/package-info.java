/**
 * Honest lives on Apache Spark: the kernel of {@link dev.tapbench.risk.lives}, on as many machines as a cluster has. A process of
 * its own, since nobody else shall meet Spark's jars; it is told what to do by a file, and leaves its result in another.
 */
@NullMarked
package dev.tapbench.risk.spark;

import org.jspecify.annotations.NullMarked;

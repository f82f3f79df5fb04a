/**
 * Two classes of jCardSim, replaced, and what they draw from.
 *
 * <p><b>Context.</b> jCardSim's random numbers are constant: every {@code RandomData} and every key pair generator of every
 * card in every JVM begins alike, so challenges repeat and a replayed cryptogram would look fresh. Its one setting is a
 * system property, common to all cards.
 *
 * <p><b>Choice.</b> {@code RandomData.getInstance} and the key generators construct the two classes by name. The driver's
 * class loader takes these names from here and the rest of the simulator from its jar, so that every draw, made at install
 * or later, comes from the card that is running. Rewriting the applets instead would miss what the simulator draws itself;
 * seeding by {@code setSeed} after install would miss what is drawn in the constructor.
 *
 * <p><b>Cost.</b> The simulator is loaded once more than the class path would, and two class names exist twice on it: the
 * driver never relies on which one comes first.
 */
@NullMarked
package com.licel.jcardsim.crypto;

import org.jspecify.annotations.NullMarked;

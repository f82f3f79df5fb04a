/**
 * The chip of a simulated card: its memories and the Java Card API as instrumented applets call it.
 *
 * <p><b>Context.</b> jCardSim rolls nothing back, keeps transient state over a reset, cannot lose power in the middle of a
 * command and shares a class's static fields between all its cards. What a card guarantees across a torn transaction is what
 * Tapbench is there to test, so the simulator has to guarantee what a card's runtime does, and no more.
 *
 * <p><b>Choice.</b> {@code Instrumentation} rewrites the class files of the applets, whatever they came from: each store into an
 * array or a field, and each call of the API that writes, goes through a public static method of this package, with the
 * number of its place in the source. Static fields move into an object of the chip, so cards of the same classes share the
 * classes and nothing else. The classes of the simulator and of this package are made copyable as they are loaded.
 *
 * <p><b>Cost.</b> The classes here are public because applet classes call them; nobody else may. A store costs a look-up of the
 * running chip. Writes by native code of the API are counted as one, whatever their length.
 */
@NullMarked
package dev.tapbench.drivers.jcardsim.chip;

import org.jspecify.annotations.NullMarked;

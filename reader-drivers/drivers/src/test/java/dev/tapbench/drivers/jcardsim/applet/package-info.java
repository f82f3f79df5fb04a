/** The applet that the driver's tests install. */
@NullMarked
package dev.tapbench.drivers.jcardsim.applet;

import org.jspecify.annotations.NullMarked;

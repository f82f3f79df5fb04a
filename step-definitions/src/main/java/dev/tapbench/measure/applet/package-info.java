/** The Java Card applet that measures talk to where the payment applet would do more than is asked about. */
@NullMarked
package dev.tapbench.measure.applet;

import org.jspecify.annotations.NullMarked;

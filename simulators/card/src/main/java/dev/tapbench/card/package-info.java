/**
 * The card: Java Card API only, flat, no {@code int}, no strings, no allocation after install, no static state.
 *
 * <p>Two applets. {@link dev.tapbench.card.PaymentApplet} pays, loads and, in a phone, takes the passcode;
 * {@link dev.tapbench.card.DirectoryApplet} names the payment application to the terminal. Each is personalized in its own
 * SCP02 or SCP03 session. A dispatcher calls one class per command family; state lives in {@code Persistent} and
 * {@code Transients}. A handler reads as PRE-CONDITIONS, then STEPS with the clause, and says why its non-volatile writes
 * come in the order they do.
 */
@NullMarked
package dev.tapbench.card;

import org.jspecify.annotations.NullMarked;

/**
 * Readers of the system's PC/SC service, through JNA.
 *
 * <p><b>Context.</b> A tap ends with the field off: what a card keeps in volatile memory has to be gone by the next one.
 * {@code javax.smartcardio} cannot do that, it passes "leave" or "reset" only when it disconnects; it also strips and adds bytes
 * on T=0. <b>Choice.</b> The few functions that are needed are called directly, and each tap has a context of its own, so that a
 * service that was started again and a reader that was plugged in again are found by the next tap. <b>Cost.</b> The sizes of the
 * types differ between systems; they are in one place, {@link dev.tapbench.drivers.pcsc.Abi}. Only Linux was tried.
 */
@NullMarked
package dev.tapbench.drivers.pcsc;

import org.jspecify.annotations.NullMarked;

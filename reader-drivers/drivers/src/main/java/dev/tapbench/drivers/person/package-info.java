/**
 * A person at the bench, who reads on the terminal what to do with which card, and whom the readers see doing it.
 *
 * <p><b>Context.</b> While a reader waits for a card, the person may type an answer as well. <b>Choice.</b> What was typed is looked
 * at between two looks at the reader, and never waited for: a read that waits cannot be called back, and would swallow what is
 * typed next, which may be a PIN. <b>Cost.</b> The end of a pipe is not seen; nobody is there, as the time limit then says.
 */
@NullMarked
package dev.tapbench.drivers.person;

import org.jspecify.annotations.NullMarked;

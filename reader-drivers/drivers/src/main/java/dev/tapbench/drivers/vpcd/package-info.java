/**
 * Simulated cards in the system's PC/SC service: vsmartcard's virtual reader, vpcd, listens on a TCP port for each of its readers,
 * and whoever connects there is the card.
 *
 * <p><b>Context.</b> The reader tells the card when it takes its power and gives it, and wants an answer to reset when it asks
 * for one. <b>Choice.</b> A simulated card wakes up at its first command, not when power comes: the service powers a card that it
 * has just seen, and keeps it so for a while, when nobody wants anything of it. <b>Cost.</b> The answer to reset is the same for
 * all cards.
 */
@NullMarked
package dev.tapbench.drivers.vpcd;

import org.jspecify.annotations.NullMarked;

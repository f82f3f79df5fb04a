package dev.tapbench.ports.trace;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;

/**
 * A command and its response.
 *
 * @param tap ordinal of the activation on this reader
 * @param response with the status word
 * @param nanos how long the card took, in nanoseconds: by its timing model where it has one, else by the clock
 */
public record ApduExchanged(
        int tap, String reader, Medium medium, String card, Bytes command, Bytes response, long nanos)
        implements TraceEvent {}

package dev.tapbench.ports.trace;

/**
 * A party decided.
 *
 * @param positive yes or no
 * @param detail why, or how much; may be empty
 */
public record Decided(Party by, Decision decision, boolean positive, String detail) implements TraceEvent {}

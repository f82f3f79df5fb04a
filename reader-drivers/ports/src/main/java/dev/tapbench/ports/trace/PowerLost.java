package dev.tapbench.ports.trace;

/**
 * A device was switched off, and its chip lost its volatile memory. A card that is powered by the field loses it at the end of
 * each link, which is not told.
 */
public record PowerLost(String card) implements TraceEvent {}

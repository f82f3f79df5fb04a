package dev.tapbench.ports.trace;

import dev.tapbench.ports.card.Medium;

/** The activation ended. */
public record LinkClosed(int tap, String reader, Medium medium, String card) implements TraceEvent {}

package dev.tapbench.ports.trace;

import dev.tapbench.ports.card.Medium;

/**
 * A card came into a reader's field or was powered.
 *
 * @param tap ordinal of the activation on this reader in the scenario, from 1
 */
public record LinkOpened(int tap, String reader, Medium medium, String card) implements TraceEvent {}

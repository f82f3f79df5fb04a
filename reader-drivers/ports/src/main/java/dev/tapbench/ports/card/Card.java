package dev.tapbench.ports.card;

/** A card, fob or phone's secure element as a thing that outlives its links. */
public interface Card {
    /** A name for people and traces; unique in a run. */
    String id();
}

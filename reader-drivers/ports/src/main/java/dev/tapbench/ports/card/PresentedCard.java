package dev.tapbench.ports.card;

/**
 * The card that lies on a reader, whichever that is: nobody has said anything of it. A driver of real readers taps what is there; a
 * simulator has no such card.
 *
 * @param id a name for people and traces
 */
public record PresentedCard(String id) implements Card {}

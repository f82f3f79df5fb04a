package dev.tapbench.ports.card;

/**
 * A card of hardware that the bench knows by its name: whoever brings cards has to bring this one, while a {@link PresentedCard} is
 * whichever lies on the reader.
 *
 * @param id as it is written on the card
 */
public record NamedCard(String id) implements Card {}

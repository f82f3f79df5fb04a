package dev.tapbench.ports.card;

/** A reader that can make its own cards: a simulator. */
public interface CardFactory {
    /** A new card, its applets installed and nothing personalized. */
    Card make(CardBlueprint blueprint);

    /** Whether a card is one of those that readers of this kind make and read. */
    boolean reads(Card card);
}

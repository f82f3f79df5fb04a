package dev.tapbench.parties.testing;

import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.util.Set;
import java.util.function.Function;

/** A contactless reader; {@code links} says what a card answers in its field. */
public record FakeReader(String name, Function<Card, CardLink> links) implements Reader {
    @Override
    public Medium medium() {
        return Medium.CONTACTLESS;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.CONTACTLESS);
    }

    @Override
    public CardLink tap(Card card) {
        return links.apply(card);
    }

    @Override
    public void close() {}
}

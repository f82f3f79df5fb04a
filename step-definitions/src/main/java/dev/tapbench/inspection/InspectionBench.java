package dev.tapbench.inspection;

import dev.tapbench.bench.IssuedCards;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CardReading;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.ClassSource;
import dev.tapbench.ports.card.PresentedCard;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.profiles.CardProfile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Readers, and the card that they read: a new one of ours where the first of them makes cards, otherwise whatever is presented.
 *
 * @param readers one or two, in the order in which they read the card; whoever opened them closes them
 */
public record InspectionBench(List<Reader> readers) {
    public InspectionBench {
        readers = List.copyOf(readers);
        if (readers.isEmpty()) {
            throw new IllegalArgumentException("a card is inspected with one reader at least");
        }
    }

    /** Whether the first reader makes its cards itself. */
    public boolean simulated() {
        return readers.get(0) instanceof CardFactory;
    }

    /** Reads whatever is presented to each of the readers, one after the other. */
    public CardImage presented(CardReading reading) {
        return image(reading, reader -> new PresentedCard("card on " + reader.name()));
    }

    /**
     * Issues a card through the whole chain, over the last reader, and reads it with all of them.
     *
     * @param hsm the parties' module, which holds nothing of the card afterwards
     * @param classes of the card's applets
     * @throws dev.tapbench.ports.ProductException when the card cannot be personalized
     */
    public CardImage issued(
            Supplier<Hsm> hsm, CardProfile profile, ClassSource classes, Clock clock, CardReading reading) {
        Reader encoder = readers.get(readers.size() - 1);
        try (IssuedCards cards = IssuedCards.in(hsm.get(), profile, readers.get(0), encoder, classes, clock)) {
            Card card = cards.personalized();
            return image(reading, reader -> card);
        }
    }

    private CardImage image(CardReading reading, java.util.function.Function<Reader, Card> card) {
        List<CardImage.Side> sides = new ArrayList<>();
        readers.forEach(reader -> sides.add(reading.read(reader, card.apply(reader))));
        return new CardImage(sides);
    }
}

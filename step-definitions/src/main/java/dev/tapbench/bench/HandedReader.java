package dev.tapbench.bench;

import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardNotGivenException;
import dev.tapbench.ports.card.DecoratedReader;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.reports.SkipException;
import java.util.function.Supplier;

/** A reader to which somebody may decline to bring a card: the scenario that needs it is skipped, with the reason that was given. */
final class HandedReader extends DecoratedReader {
    private final Reader reader;

    HandedReader(Reader reader) {
        super(reader);
        this.reader = reader;
    }

    @Override
    public CardLink tap(Card card) {
        return asked(() -> reader.tap(card));
    }

    /** What somebody gives who may decline to. */
    static <T> T asked(Supplier<T> giving) {
        try {
            return giving.get();
        } catch (CardNotGivenException declined) {
            throw new SkipException(String.valueOf(declined.getMessage()));
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}

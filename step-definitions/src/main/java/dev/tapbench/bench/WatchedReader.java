package dev.tapbench.bench;

import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.DecoratedReader;
import dev.tapbench.ports.card.PowerCutException;
import dev.tapbench.ports.card.Reader;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells of each card that left a device's field by itself. The party that reads it may have it presented again; but what goes wrong
 * in a story after that is not the product's fault. Cards that a story takes away leave above this reader, and cards whose power
 * is cut by order are not lost.
 */
final class WatchedReader extends DecoratedReader {
    private final Reader reader;
    private final Consumer<String> lost;

    WatchedReader(Reader reader, Consumer<String> lost) {
        super(reader);
        this.reader = reader;
        this.lost = lost;
    }

    @Override
    public CardLink tap(Card card) {
        CardLink link = watched(() -> reader.tap(card));
        return new CardLink() {
            @Override
            public byte[] transmit(byte[] command) {
                return watched(() -> link.transmit(command));
            }

            @Override
            public OptionalLong workedNanos() {
                return link.workedNanos();
            }

            @Override
            public void close() {
                link.close();
            }
        };
    }

    private <T> T watched(Supplier<T> use) {
        try {
            return use.get();
        } catch (PowerCutException ordered) {
            throw ordered;
        } catch (CardRemovedException e) {
            lost.accept(String.valueOf(e.getMessage()));
            throw e;
        }
    }
}

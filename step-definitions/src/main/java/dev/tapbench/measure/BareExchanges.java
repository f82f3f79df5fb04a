package dev.tapbench.measure;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import java.util.function.Supplier;

/**
 * Commands to bare jCardSim, and nothing else. Each block begins with another card: the stock simulator keeps every transient
 * array that one of its engines makes, so that one card would grow, and its garbage collection with it.
 */
final class BareExchanges implements Side {
    private final Reader reader;
    private final Supplier<Card> cards;
    private final Dialogue dialogue;
    private final byte[][] commands;
    private final Sink sink = new Sink();
    private byte[] last = {};
    private CardLink link = command -> {
        throw new IllegalStateException("prepare comes first");
    };

    BareExchanges(Reader reader, Supplier<Card> cards, Dialogue dialogue) {
        this.reader = reader;
        this.cards = cards;
        this.dialogue = dialogue;
        this.commands = dialogue.commands();
    }

    @Override
    public void prepare() {
        link = reader.tap(cards.get());
        dialogue.begin(link);
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            for (byte[] command : commands) {
                last = link.transmit(command);
                sink.take(last);
            }
        }
    }

    @Override
    public void finish() {
        Dialogue.requireDone(Bytes.of(last));
    }
}

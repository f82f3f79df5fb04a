package dev.tapbench.measure;

import dev.tapbench.emv.ApduDecoder;
import dev.tapbench.emv.DecodedExchange;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.RecordingReader;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The same commands through the driver: each exchange is recorded into a list as an event, and the event is decoded to its tree.
 * A block is one activation.
 */
final class RecordedExchanges implements Side {
    /** Events that a long scenario records; the next one has a list of its own. */
    private static final int SCENARIO = 500;

    private final Supplier<Card> cards;
    private final int lifetime;
    private final Dialogue dialogue;
    private final byte[][] commands;
    private final Consumer<DecodedExchange> use;
    private final Reader reader;
    private Card card;
    private int used;
    private List<TraceEvent> events = new ArrayList<>();
    private ApduDecoder decoder = new ApduDecoder();
    private CardLink link = command -> {
        throw new IllegalStateException("prepare comes first");
    };

    /**
     * @param cards where the first card and each later one comes from
     * @param lifetime how many operations a card stands before the next block has to begin with another
     * @param use what is done with each tree; it has to reach a {@link Sink}
     */
    RecordedExchanges(
            Reader driver, Supplier<Card> cards, int lifetime, Dialogue dialogue, Consumer<DecodedExchange> use) {
        this.reader = new RecordingReader(driver, event -> events.add(event));
        this.cards = cards;
        this.card = cards.get();
        this.lifetime = lifetime;
        this.dialogue = dialogue;
        this.commands = dialogue.commands();
        this.use = use;
    }

    @Override
    public void prepare() {
        if (used > lifetime) {
            card = cards.get();
            used = 0;
        }
        events = new ArrayList<>();
        decoder = new ApduDecoder();
        link = reader.tap(card);
        dialogue.begin(link);
    }

    @Override
    public void run(int times) {
        used += times;
        for (int i = 0; i < times; i++) {
            if (events.size() > SCENARIO) {
                events = new ArrayList<>();
            }
            for (byte[] command : commands) {
                link.transmit(command);
                ApduExchanged exchange = (ApduExchanged) events.get(events.size() - 1);
                use.accept(decoder.decode(exchange.command(), exchange.response()));
            }
        }
    }

    @Override
    public void finish() {
        Dialogue.requireDone(((ApduExchanged) events.get(events.size() - 1)).response());
        link.close();
    }
}

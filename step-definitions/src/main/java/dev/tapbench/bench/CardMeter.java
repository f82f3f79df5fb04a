package dev.tapbench.bench;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.DecoratedReader;
import dev.tapbench.ports.card.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Counts what use costs the cards of a bench, on all its readers, and gives a card no PIN any more that has found more of them wrong
 * than it should have. Thread-safe.
 */
final class CardMeter {
    private static final int VERIFY = 0x20;

    private final Map<String, Count> counts = new HashMap<>();

    private static final class Count {
        private CardCost cost = CardCost.NONE;
        private int wrongPins;
        private int allowed = Integer.MAX_VALUE;
    }

    /** From now on counts for this card begin anew. */
    synchronized void begin(String card) {
        counts.put(card, new Count());
    }

    /**
     * From now on this card gets no PIN any more as soon as it has found more of them wrong than that.
     *
     * @param wrongPins how many are expected to be wrong
     */
    synchronized void allow(String card, int wrongPins) {
        Count count = of(card);
        count.wrongPins = 0;
        count.allowed = wrongPins;
    }

    /** Whether this card has found more PINs wrong than it should have. */
    synchronized boolean foundTooManyWrong(String card) {
        Count count = of(card);
        return count.wrongPins > count.allowed;
    }

    /** What was changed so far is undone. */
    synchronized void forgetChanges(String card) {
        Count count = of(card);
        count.cost = count.cost.withoutChanges();
    }

    /** What this card's use has cost since it began. */
    synchronized CardCost cost(String card) {
        return of(card).cost;
    }

    private Count of(String card) {
        return counts.computeIfAbsent(card, unused -> new Count());
    }

    private synchronized void before(Card card, byte[] command) {
        Count count = of(card.id());
        boolean verify = command.length > 1 && (command[1] & 0xFF) == VERIFY;
        if (verify && count.wrongPins > count.allowed) {
            throw new DeviceException("the card " + card.id() + " has found " + count.wrongPins
                    + " PINs wrong, expected at most " + count.allowed
                    + ": it gets no other one; see that its PIN is the one of its profile");
        }
    }

    private synchronized void after(Card card, byte[] command, byte[] response) {
        Count count = of(card.id());
        CardCost one = CardCost.of(Bytes.of(command), Bytes.of(response));
        count.cost = count.cost.and(one);
        count.wrongPins += one.wrongPins();
    }

    /** Every tap of a reader from now on. */
    Reader on(Reader reader) {
        return new DecoratedReader(reader) {
            @Override
            public CardLink tap(Card card) {
                CardLink link = reader.tap(card);
                return new CardLink() {
                    @Override
                    public byte[] transmit(byte[] command) {
                        before(card, command);
                        byte[] response = link.transmit(command);
                        after(card, command, response);
                        return response;
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

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}

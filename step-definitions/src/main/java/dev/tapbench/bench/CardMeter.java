package dev.tapbench.bench;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.DecoratedReader;
import dev.tapbench.ports.card.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Counts what use costs the cards of a bench, on all its readers, and keeps the last PIN try of a card that has to live on. Thread-safe.
 */
final class CardMeter {
    private static final int VERIFY = 0x20;

    private final Map<String, Count> counts = new HashMap<>();

    private static final class Count {
        private CardCost cost = CardCost.NONE;
        private OptionalInt tries = OptionalInt.empty();
        private int wrongPinsExpected = Integer.MAX_VALUE;
    }

    /** From now on counts for this card begin anew. */
    synchronized void begin(String card) {
        counts.put(card, new Count());
    }

    /**
     * From now on a card gets no PIN any more once it has one try left and has found more of them wrong than it should have.
     *
     * @param tries how many it has left
     * @param wrongPins how many are expected to be wrong
     */
    synchronized void guard(String card, int tries, int wrongPins) {
        Count count = of(card);
        count.tries = OptionalInt.of(tries);
        count.wrongPinsExpected = wrongPins;
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
        boolean last = count.tries.isPresent() && count.tries.getAsInt() <= 1;
        if (last
                && command.length > 1
                && (command[1] & 0xFF) == VERIFY
                && count.cost.wrongPins() > count.wrongPinsExpected) {
            throw new DeviceException("the card " + card.id() + " has one PIN try left after " + count.cost.wrongPins()
                    + " wrong PINs, expected at most " + count.wrongPinsExpected
                    + ": no PIN is sent to it any more; see why the others were wrong");
        }
    }

    private synchronized void after(Card card, byte[] command, byte[] response) {
        Count count = of(card.id());
        CardCost one = CardCost.of(Bytes.of(command), Bytes.of(response));
        count.cost = count.cost.and(one);
        if (one.fewestTries().isPresent()) {
            count.tries = one.fewestTries();
        }
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
                    public java.util.OptionalLong workedNanos() {
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

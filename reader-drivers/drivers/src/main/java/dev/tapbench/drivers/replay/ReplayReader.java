package dev.tapbench.drivers.replay;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.card.ApduRecord;
import dev.tapbench.ports.card.ApduRecord.Exchange;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReplayMismatchException;
import dev.tapbench.ports.card.SwitchableCard;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One medium of a record. A card of it is its name: what it is made of is in what it answered. */
final class ReplayReader implements Reader, CardFactory {
    private static final String EACH = "";

    private final String name;
    private final Medium medium;
    private final List<ApduRecord.Tap> taps;
    private final boolean plain;
    /** How many taps of each card were taken. */
    private final Map<String, Integer> taken = new HashMap<>();

    private int played;
    private boolean closed;

    private record ReplayedCard(String id) implements SwitchableCard {
        @Override
        public void switchOff() {
            // What it answered after that is in the record.
        }
    }

    ReplayReader(String name, ApduRecord record, Medium medium) {
        this.name = name;
        this.medium = medium;
        plain = record.taps().stream().allMatch(tap -> tap.card().equals(EACH));
        taps = record.taps().stream()
                .filter(tap -> plain || tap.medium().equals(medium.label()))
                .toList();
    }

    static Set<Capability> capabilities(Medium medium) {
        return switch (medium) {
            case CONTACTLESS -> EnumSet.of(Capability.CONTACTLESS, Capability.FIELD_OFF, Capability.SIMULATED);
            case WIRED -> EnumSet.of(Capability.WIRED, Capability.SIMULATED);
            case CONTACT_T0, CONTACT_T1 -> EnumSet.of(Capability.CONTACT, Capability.FIELD_OFF, Capability.SIMULATED);
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Medium medium() {
        return medium;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities(medium);
    }

    @Override
    public Card make(CardBlueprint blueprint) {
        return new ReplayedCard(blueprint.id());
    }

    @Override
    public boolean reads(Card card) {
        return card instanceof ReplayedCard;
    }

    @Override
    public synchronized CardLink tap(Card card) {
        if (closed) {
            throw new DeviceException("reader '" + name + "' is closed: open it again");
        }
        if (!plain && !reads(card)) {
            throw new DeviceException("reader '" + name + "' replays cards that it made itself, and '" + card.id()
                    + "' is a " + card.getClass().getSimpleName());
        }
        return plain ? new PlainLink() : new RecordedLink(next(card));
    }

    private ApduRecord.Tap next(Card card) {
        int number = taken.merge(card.id(), 1, Integer::sum);
        return taps.stream()
                .filter(tap -> tap.card().equals(card.id()))
                .skip(number - 1L)
                .findFirst()
                .orElseThrow(() -> new DeviceException(name + " has no tap " + number + " of '" + card.id() + "' over "
                        + medium.label() + ": run what was recorded (same seed, scenarios and features)"));
    }

    private Bytes answer(String where, List<Exchange> exchanges, int at, Bytes command) {
        if (at >= exchanges.size()) {
            throw new ReplayMismatchException(where, Optional.empty(), command);
        }
        Exchange exchange = exchanges.get(at);
        if (exchange.command().filter(recorded -> !recorded.equals(command)).isPresent()) {
            throw new ReplayMismatchException(where + ", line " + exchange.line(), exchange.command(), command);
        }
        return exchange.response();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private abstract class Link implements CardLink {
        private boolean over;

        abstract Bytes answer(Bytes command);

        @Override
        public byte[] transmit(byte[] command) {
            if (over) {
                throw new DeviceException("the link of reader '" + name + "' is closed: tap again for a new one");
            }
            return answer(Bytes.of(command)).toArray();
        }

        @Override
        public void close() {
            over = true;
        }
    }

    /** A tap of a card of the record. */
    private final class RecordedLink extends Link {
        private final ApduRecord.Tap tap;
        private int at;

        RecordedLink(ApduRecord.Tap tap) {
            this.tap = tap;
        }

        @Override
        Bytes answer(Bytes command) {
            return ReplayReader.this.answer(name + ", " + tap.card(), tap.exchanges(), at++, command);
        }
    }

    /** A plain script goes on from tap to tap. */
    private final class PlainLink extends Link {
        @Override
        Bytes answer(Bytes command) {
            List<Exchange> all = taps.isEmpty() ? List.of() : taps.get(0).exchanges();
            return ReplayReader.this.answer(name, all, played++, command);
        }
    }
}

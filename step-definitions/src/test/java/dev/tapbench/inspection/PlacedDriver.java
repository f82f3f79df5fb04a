package dev.tapbench.inspection;

import dev.tapbench.bench.ChipMaker;
import dev.tapbench.bench.Drivers;
import dev.tapbench.bench.IssuedCards;
import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.GetResponseLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.PresentedCard;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderDriver;
import java.time.Clock;
import java.util.Set;

/**
 * {@code placed:}, a reader on which a prepaid card of ours lies, and that makes none: like a reader of hardware it taps whatever is
 * presented. Whoever reads it has no key of the card.
 */
public final class PlacedDriver implements ReaderDriver {
    @Override
    public String scheme() {
        return "placed";
    }

    @Override
    public String description() {
        return "a card that lies on a reader, for tests";
    }

    @Override
    public Probe probe() {
        return Probe.found();
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of());
    }

    @Override
    public Reader open(Target target) {
        Reader antenna = simulated("jcardsim:");
        IssuedCards issued = IssuedCards.in(
                OurCard.module(),
                OurCard.PROFILE,
                antenna,
                GetResponseLink.on(simulated("jcardsim:?medium=contact")),
                ChipMaker.soundCard(),
                Clock.systemUTC());
        return new Placed(antenna, issued, issued.personalized());
    }

    private static Reader simulated(String target) {
        Target reader = Target.parse(target);
        return Drivers.find().reader(reader).open(reader);
    }

    private record Placed(Reader antenna, IssuedCards issued, Card card) implements Reader {
        @Override
        public String name() {
            return "placed";
        }

        @Override
        public Medium medium() {
            return antenna.medium();
        }

        @Override
        public Set<Capability> capabilities() {
            return antenna.capabilities();
        }

        @Override
        public CardLink tap(Card tapped) {
            if (!(tapped instanceof PresentedCard)) {
                throw new IllegalStateException("expected whatever card is presented, came " + tapped.id());
            }
            return antenna.tap(card);
        }

        @Override
        public void close() {
            issued.close();
            antenna.close();
        }
    }
}

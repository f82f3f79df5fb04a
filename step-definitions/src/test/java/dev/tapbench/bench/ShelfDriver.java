package dev.tapbench.bench;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.DecoratedReader;
import dev.tapbench.ports.card.GetResponseLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderDriver;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.risk.RiskProfile.Device;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * {@code shelf:}, a driver of readers on which cards lie that live on from run to run, as those of a laboratory do, for tests: which
 * one is tapped somebody else has said, and the reader makes none.
 */
public final class ShelfDriver implements ReaderDriver {
    private static final Map<String, Card> SHELF = new ConcurrentHashMap<>();

    /** Issues a card of a product of this home today, and puts it on the shelf. */
    public static void put(String name, String profile) {
        issue(profile, cards -> SHELF.put(name, cards.personalized()));
    }

    /** A chip of a product that waits for its personalization. */
    public static void putBlank(String name, String profile) {
        issue(profile, cards -> SHELF.put(name, cards.blank()));
    }

    private static void issue(String profile, Consumer<IssuedCards> use) {
        CardProfile product = CardProfileFile.read(Path.of("../features/cards").resolve(profile));
        Target embedded = Target.parse("embedded:");
        Reader antenna = simulator(Medium.CONTACTLESS);
        Reader encoder = product.device() == Device.CARD ? GetResponseLink.on(simulator(Medium.CONTACT_T0)) : antenna;
        try (Hsm hsm = Drivers.find().hsm(embedded).open(embedded);
                IssuedCards cards =
                        IssuedCards.in(hsm, product, antenna, encoder, ChipMaker.soundCard(), Clock.systemUTC())) {
            use.accept(cards);
        }
    }

    private static Reader simulator(Medium medium) {
        Target target = Target.parse("jcardsim:").with("medium", medium.label());
        return Drivers.find().reader(target).open(target);
    }

    @Override
    public String scheme() {
        return "shelf";
    }

    @Override
    public String description() {
        return "cards of a laboratory, for tests";
    }

    @Override
    public Probe probe() {
        return Probe.found();
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of("medium"));
    }

    @Override
    public Reader open(Target target) {
        Reader simulator = simulator(Medium.of(target));
        return new DecoratedReader(simulator) {
            @Override
            public CardLink tap(Card card) {
                return simulator.tap(Optional.ofNullable(SHELF.get(card.id()))
                        .orElseThrow(() -> new DeviceException("there is no card " + card.id() + " on the shelf")));
            }

            @Override
            public void close() {
                simulator.close();
            }
        };
    }
}

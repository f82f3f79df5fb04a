package dev.tapbench.measure;

import dev.tapbench.bench.ChipMaker;
import dev.tapbench.bench.Drivers;
import dev.tapbench.bench.IssuedCards;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Cards for measures, the same ones each time: personalized over the reader that makes them, at one time of one seed. */
final class PersonalizedCards {
    private static final Target MODULE = Target.parse("embedded:?seed=1");

    private PersonalizedCards() {}

    /**
     * Prepaid cards.
     *
     * @param home the folder with {@code features/}
     * @param reader makes cards as well
     */
    static IssuedCards of(Path home, Reader reader) {
        return of(CardProfileFile.read(home.resolve("features").resolve("cards").resolve("prepaid.yaml")), reader);
    }

    /** @param reader makes cards as well */
    static IssuedCards of(CardProfile profile, Reader reader) {
        return new IssuedCards(
                Drivers.find().hsm(MODULE).open(MODULE),
                profile,
                reader,
                reader,
                ChipMaker.soundCard(),
                Clock.fixed(Instant.parse("2026-06-15T09:00:00Z"), ZoneOffset.UTC));
    }
}

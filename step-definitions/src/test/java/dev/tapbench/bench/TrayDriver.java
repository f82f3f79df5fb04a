package dev.tapbench.bench;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardPresence;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.NamedCard;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * {@code tray:FILE}, a driver of readers for tests: the card of the {@link ShelfDriver shelf} that the file names lies there, whichever
 * was meant, and none where there is no such file.
 */
public final class TrayDriver implements ReaderDriver {
    @Override
    public String scheme() {
        return "tray";
    }

    @Override
    public String description() {
        return "a reader with the card that a file names, for tests";
    }

    @Override
    public Probe probe() {
        return Probe.found();
    }

    @Override
    public Target seenFrom(Path folder, Target target) {
        return new Target(scheme(), folder.resolve(target.name()).toString(), target.options());
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of("medium"));
    }

    @Override
    public boolean feelsCards() {
        return true;
    }

    @Override
    public Reader open(Target target) {
        Target shelf = new Target("shelf", "", target.options());
        return new Tray(Path.of(target.name()), Drivers.find().reader(shelf).open(shelf));
    }

    private record Tray(Path file, Reader shelf) implements Reader, CardPresence {
        @Override
        public String name() {
            return String.valueOf(file.getFileName());
        }

        @Override
        public Medium medium() {
            return shelf.medium();
        }

        @Override
        public Set<Capability> capabilities() {
            return shelf.capabilities();
        }

        @Override
        public boolean awaitCard(Duration limit) {
            return Files.exists(file);
        }

        @Override
        public boolean awaitNoCard(Duration limit) {
            return !Files.exists(file);
        }

        @Override
        public CardLink tap(Card card) {
            try {
                return shelf.tap(new NamedCard(Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            shelf.close();
        }
    }
}

package dev.tapbench.bench;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.FeltReader;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderDriver;
import java.util.Set;

/** {@code felt:NAME}, a driver of readers that feel cards and on which none lies, for tests. */
public final class FeltDriver implements ReaderDriver {
    @Override
    public String scheme() {
        return "felt";
    }

    @Override
    public String description() {
        return "an empty reader, for tests";
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
    public boolean feelsCards() {
        return true;
    }

    @Override
    public Reader open(Target target) {
        return new FeltReader(target.name());
    }
}

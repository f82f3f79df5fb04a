package dev.tapbench.ports.card;

import java.util.Set;

/** A reader that changes how taps go and nothing else. Closing it leaves the reader beneath open: its owner closes that. */
public abstract class DecoratedReader implements Reader {
    private final Reader reader;

    protected DecoratedReader(Reader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return reader.name();
    }

    @Override
    public Medium medium() {
        return reader.medium();
    }

    @Override
    public Set<Capability> capabilities() {
        return reader.capabilities();
    }

    @Override
    public void close() {}
}

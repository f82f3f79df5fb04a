package dev.tapbench.ports.card;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.LinkClosed;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.Trace;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Records every activation and every exchange of a reader. Closing it leaves the reader beneath open: the bench owns that. */
public final class RecordingReader implements Reader {
    private final Reader reader;
    private final Trace trace;
    private final String name;
    private final AtomicInteger taps = new AtomicInteger();

    /** Records under the device's own name. */
    public RecordingReader(Reader reader, Trace trace) {
        this(reader, trace, reader.name());
    }

    /** @param name what the device is in the story, such as {@code terminal}: taps are counted for each name */
    public RecordingReader(Reader reader, Trace trace, String name) {
        this.reader = reader;
        this.trace = trace;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
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
    public CardLink tap(Card card) {
        CardLink link = reader.tap(card);
        int tap = taps.incrementAndGet();
        trace.record(new LinkOpened(tap, name(), medium(), card.id()));
        return new CardLink() {
            private boolean open = true;

            @Override
            public byte[] transmit(byte[] command) {
                OptionalLong workedBefore = link.workedNanos();
                long start = System.nanoTime();
                byte[] response = link.transmit(command);
                long nanos = workedBefore.isPresent()
                        ? link.workedNanos().orElseThrow() - workedBefore.getAsLong()
                        : System.nanoTime() - start;
                trace.record(new ApduExchanged(
                        tap, name(), medium(), card.id(), Bytes.of(command), Bytes.of(response), nanos));
                return response;
            }

            @Override
            public OptionalLong workedNanos() {
                return link.workedNanos();
            }

            @Override
            public void close() {
                link.close();
                if (open) {
                    open = false;
                    trace.record(new LinkClosed(tap, name(), medium(), card.id()));
                }
            }
        };
    }

    @Override
    public void close() {}
}

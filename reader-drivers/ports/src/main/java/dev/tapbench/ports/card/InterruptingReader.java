package dev.tapbench.ports.card;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Takes the card out of the field just before it would get the first command that a predicate picks: that command never
 * reaches it, and the caller gets a {@link CardRemovedException}. It does so once; the next tap goes through, so that a story
 * can show its recovery. Closing it leaves the reader beneath open.
 */
public final class InterruptingReader extends DecoratedReader {
    private final Reader reader;
    private final Predicate<Bytes> before;
    private boolean interrupted;

    /** @param before picks the C-APDU that the card must not get any more */
    public InterruptingReader(Reader reader, Predicate<Bytes> before) {
        super(reader);
        this.reader = reader;
        this.before = before;
    }

    /** Whether the card was taken away: a test that cut nothing has shown nothing. */
    public boolean hasInterrupted() {
        return interrupted;
    }

    @Override
    public CardLink tap(Card card) {
        CardLink link = reader.tap(card);
        return new CardLink() {
            private boolean gone;

            @Override
            public byte[] transmit(byte[] command) {
                if (gone) {
                    throw new DeviceException(
                            "card '" + card.id() + "' has left reader '" + name() + "': tap it again");
                }
                Bytes bytes = Bytes.of(command);
                if (!interrupted && before.test(bytes)) {
                    interrupted = true;
                    gone = true;
                    link.close();
                    throw new CardRemovedException("card '" + card.id() + "' left reader '" + name()
                            + "' before the command " + bytes.slice(0, Math.min(4, bytes.length())));
                }
                return link.transmit(command);
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
}

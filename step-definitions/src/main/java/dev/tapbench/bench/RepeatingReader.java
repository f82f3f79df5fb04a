package dev.tapbench.bench;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A reader in wrong hands: it keeps the last VERIFY that it carried, and on demand gives the card that one again in the place
 * of a new one. The PIN in it is right, and enciphered under a challenge of long ago. Until it is told to, it changes nothing.
 */
final class RepeatingReader implements Reader {
    private static final int INSTRUCTION = 1;
    private static final byte VERIFY = 0x20;

    private final Reader reader;
    private Optional<Bytes> kept = Optional.empty();
    private boolean repeating;

    RepeatingReader(Reader reader) {
        this.reader = reader;
    }

    /** From now on each VERIFY is the one that was kept. */
    void repeat() {
        if (kept.isEmpty()) {
            throw new IllegalStateException(
                    "no PIN has passed yet that could be repeated: an earlier load comes first");
        }
        repeating = true;
    }

    @Override
    public CardLink tap(Card card) {
        CardLink link = reader.tap(card);
        return new CardLink() {
            @Override
            public byte[] transmit(byte[] command) {
                return link.transmit(command[INSTRUCTION] == VERIFY ? verify(command) : command);
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

    private byte[] verify(byte[] command) {
        if (!repeating) {
            kept = Optional.of(Bytes.of(command));
        }
        return kept.filter(old -> repeating).map(Bytes::toArray).orElse(command);
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

    /** The reader beneath stays open: its owner closes it. */
    @Override
    public void close() {}
}

package dev.tapbench.bench;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A reader in wrong hands: it hands the card other commands than it was given. Until it is told to, it passes everything on
 * unchanged.
 */
public final class AlteringReader implements Reader {
    private final Reader reader;
    private UnaryOperator<Bytes> alter = UnaryOperator.identity();

    public AlteringReader(Reader reader) {
        this.reader = reader;
    }

    /** From now on each C-APDU goes to the card as {@code alteration} returns it. */
    public void alter(UnaryOperator<Bytes> alteration) {
        alter = alteration;
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
    public CardLink tap(Card card) {
        CardLink link = reader.tap(card);
        return new CardLink() {
            @Override
            public byte[] transmit(byte[] command) {
                return link.transmit(alter.apply(Bytes.of(command)).toArray());
            }

            @Override
            public void close() {
                link.close();
            }
        };
    }

    @Override
    public void close() {
        reader.close();
    }
}

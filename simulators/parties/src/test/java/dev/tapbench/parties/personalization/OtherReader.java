package dev.tapbench.parties.personalization;

import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A contactless reader for the same chip, which counts the commands. */
record OtherReader(Reader chip, AtomicInteger commands) implements Reader {
    @Override
    public String name() {
        return "other";
    }

    @Override
    public Medium medium() {
        return Medium.CONTACTLESS;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.CONTACTLESS);
    }

    @Override
    public CardLink tap(Card card) {
        CardLink link = chip.tap(card);
        return command -> {
            commands.incrementAndGet();
            return link.transmit(command);
        };
    }

    @Override
    public void close() {}
}

package dev.tapbench.inspection;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderDriver;
import java.util.Set;

/**
 * {@code foreign:}, a driver of readers on which a card lies that is not ours, for tests. With {@code ?gone} the card is taken away
 * when its records are read.
 */
public final class ForeignDriver implements ReaderDriver {
    @Override
    public String scheme() {
        return "foreign";
    }

    @Override
    public String description() {
        return "a card of another issuer, for tests";
    }

    @Override
    public Probe probe() {
        return Probe.found();
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of("gone"));
    }

    @Override
    public Reader open(Target target) {
        boolean gone = target.option("gone").isPresent();
        return new AnsweringReader(Medium.CONTACT_T1, command -> {
            if (gone && command.at(1) == 0xB2) {
                throw new CardRemovedException("the card has left the reader: put it back and inspect it again");
            }
            return ForeignCard.answer(command);
        });
    }
}

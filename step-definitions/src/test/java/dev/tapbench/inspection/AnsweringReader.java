package dev.tapbench.inspection;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A reader with contacts, and a card that answers each command by itself, whatever came before. */
final class AnsweringReader implements Reader {
    private final UnaryOperator<Bytes> card;
    private final Medium medium;
    /** What the card was sent. */
    final List<Bytes> commands = new ArrayList<>();

    AnsweringReader(Medium medium, UnaryOperator<Bytes> card) {
        this.medium = medium;
        this.card = card;
    }

    @Override
    public String name() {
        return "answering";
    }

    @Override
    public Medium medium() {
        return medium;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public CardLink tap(Card tapped) {
        return command -> {
            commands.add(Bytes.of(command));
            return card.apply(Bytes.of(command)).toArray();
        };
    }

    @Override
    public void close() {}
}

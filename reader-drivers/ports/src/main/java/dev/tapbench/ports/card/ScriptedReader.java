package dev.tapbench.ports.card;

import dev.tapbench.ports.DeviceException;
import java.util.Set;

/** The reader beneath a {@link ScriptedCard}. */
final class ScriptedReader implements Reader {
    private final ScriptedCard card;
    private final Medium medium;

    ScriptedReader(ScriptedCard card, Medium medium) {
        this.card = card;
        this.medium = medium;
    }

    @Override
    public String name() {
        return "script of " + card.id();
    }

    @Override
    public Medium medium() {
        return medium;
    }

    @Override
    public Set<Capability> capabilities() {
        return switch (medium) {
            case CONTACTLESS -> Set.of(Capability.CONTACTLESS, Capability.FIELD_OFF);
            case WIRED -> Set.of(Capability.WIRED);
            case CONTACT_T0, CONTACT_T1 -> Set.of(Capability.CONTACT);
        };
    }

    @Override
    public CardLink tap(Card tapped) {
        if (tapped != card) {
            throw new DeviceException(
                    "reader '" + name() + "' reads card '" + card.id() + "', not '" + tapped.id() + "'");
        }
        return card.link();
    }

    @Override
    public void close() {}
}

package dev.tapbench.bench.conformance;

import dev.tapbench.bench.CardSupply;
import dev.tapbench.bench.HeldCard;
import dev.tapbench.emv.Money;
import java.util.Optional;

/** The states of the payment application, and how a card comes there. */
public enum LifeCycle implements Worded {
    /** Installed, and nothing more. */
    SELECTABLE(Optional.empty()),
    PERSONALIZED(Optional.of(Episode.NOTHING)),
    APPLICATION_BLOCKED(Optional.of(Episode.APPLICATION_BLOCKED)),
    CARD_BLOCKED(Optional.of(Episode.CARD_BLOCKED));

    private final Optional<Episode> way;

    LifeCycle(Optional<Episode> way) {
        this.way = way;
    }

    @Override
    public String words() {
        return name().replace('_', ' ');
    }

    /** The card before anything has happened to it. */
    HeldCard card(CardSupply supply, Money funds) {
        return way.isEmpty() ? supply.prepaidDesk().card() : supply.personalized("prepaid.yaml", funds);
    }

    /** What brings a personalized card there; empty for one that is none. */
    Optional<Episode> way() {
        return way;
    }
}

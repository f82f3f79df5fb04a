package dev.tapbench.bench;

import dev.tapbench.emv.Money;
import dev.tapbench.parties.issuer.Books;
import dev.tapbench.ports.card.Card;
import java.util.List;

/**
 * A card or phone in a cardholder's hand.
 *
 * @param card the device
 * @param chain who issued it
 * @param view what is on it
 * @param loadsBefore how many loads it had accepted when its holder got it
 */
public record HeldCard(Card card, IssuingChain chain, CardView view, int loadsBefore) {
    /** A new card. */
    HeldCard(Card card, IssuingChain chain, CardView view) {
        this(card, chain, view, 0);
    }

    /** How many loads the card says that it has accepted since its holder has it. */
    public int loadsAccepted() {
        return view.pendingLoad().loadNumber() - loadsBefore;
    }

    /** What the issuer's books say of it. */
    public Books.CardBooks books() {
        List<Books.CardBooks> cards = chain.issuer().books().cards();
        if (cards.size() != 1) {
            throw new IllegalStateException("expected one card in the issuer's books, came " + cards.size());
        }
        return cards.get(0);
    }

    /** An amount of nothing, in the card's currency. */
    public Money nothing() {
        return Money.zero(view.currency());
    }
}

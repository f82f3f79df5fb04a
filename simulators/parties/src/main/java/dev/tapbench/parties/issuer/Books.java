package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The issuer's books at one moment.
 *
 * @param paidIn what came in from outside: the constant of the first invariant
 * @param accounts balances of the cardholders' accounts, by name
 * @param cards one entry a card
 * @param claims what merchants may claim, by merchant
 * @param constant accounts + holds + ledger positions + merchant claims = paid in
 * @param covered funds on each card, as the card itself last reported them under a valid cryptogram, are at most its ledger
 *     position and its holds
 */
public record Books(
        Money paidIn,
        Map<String, Money> accounts,
        List<CardBooks> cards,
        Map<String, Money> claims,
        Invariant constant,
        Invariant covered) {
    public Books {
        accounts = Map.copyOf(accounts);
        cards = List.copyOf(cards);
        claims = Map.copyOf(claims);
    }

    /**
     * An invariant as it was found.
     *
     * @param detail the numbers it was found by
     */
    public record Invariant(boolean holds, String detail) {}

    /**
     * The books of one card.
     *
     * @param account whose money loads it
     * @param issued whether the account is issued: its device has proved that it was personalized
     * @param position ledger position: what the issuer believes to be on the chip, less what merchants claimed
     * @param holds all there ever were, oldest first
     * @param heldForPurchases out of the account, for purchases approved online
     * @param onlinePurchases all there ever were, oldest first
     * @param orders what the card has not been told yet
     * @param reportedFunds what the card last said under a valid cryptogram
     */
    public record CardBooks(
            Pan pan,
            String account,
            boolean issued,
            Money position,
            Money open,
            Money inDoubt,
            Money suspense,
            List<Hold> holds,
            Money heldForPurchases,
            List<OnlinePurchase> onlinePurchases,
            List<CardOrder> orders,
            Optional<Money> reportedFunds) {
        public CardBooks {
            holds = List.copyOf(holds);
            onlinePurchases = List.copyOf(onlinePurchases);
            orders = List.copyOf(orders);
        }

        /** The most that may be on the card. */
        public Money bound() {
            return position.plus(open).plus(inDoubt).plus(suspense);
        }

        /** Whether funds read from the card itself keep the second invariant. */
        public boolean covers(Money fundsOnCard) {
            return fundsOnCard.compareTo(bound()) <= 0;
        }

        /** Whether nothing is set aside: once all purchases are presented, funds on the card equal the position. */
        public boolean settled() {
            return holds.stream().noneMatch(hold -> hold.state().pending())
                    && onlinePurchases.stream()
                            .noneMatch(purchase -> purchase.state().pending());
        }
    }

    /**
     * The books of a card.
     *
     * @throws IllegalArgumentException when the issuer has no such card
     */
    public CardBooks card(Pan pan) {
        return cards.stream()
                .filter(card -> card.pan().equals(pan))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the issuer has no card " + pan));
    }

    /** Whether both invariants hold. */
    public boolean sound() {
        return constant.holds() && covered.holds();
    }
}

package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import dev.tapbench.parties.issuer.Ledger.Account;
import dev.tapbench.parties.issuer.Ledger.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All cards of the issuer, and the books over them. */
final class CardFiles {
    private static final Account OUTSIDE = new Account(Kind.OUTSIDE, "world");

    private final Ledger ledger;
    private final Map<Pan, CardFile> files = new LinkedHashMap<>();

    CardFiles(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A new card and its account; the opening balance and the first funds are paid in. */
    CardFile open(Pan pan, String account, IssuerProduct product, Money firstFunds) {
        CardFile card = new CardFile(pan, account, product, ledger);
        files.put(pan, card);
        deposit(account, product.openingBalance().plus(firstFunds));
        card.fund(firstFunds);
        return card;
    }

    void deposit(String account, Money amount) {
        ledger.post(OUTSIDE, new Account(Kind.CARDHOLDER, account), amount, "paid in");
    }

    Optional<CardFile> find(Pan pan) {
        return Optional.ofNullable(files.get(pan));
    }

    Optional<CardFile> account(String account) {
        return files.values().stream()
                .filter(card -> card.account().equals(account))
                .findFirst();
    }

    Iterable<CardFile> all() {
        return files.values();
    }

    Books books() {
        List<Books.CardBooks> cards =
                files.values().stream().map(CardFile::books).toList();
        return new Books(
                ledger.paidIn(),
                ledger.of(Kind.CARDHOLDER),
                cards,
                ledger.of(Kind.MERCHANT_CLAIM),
                constant(),
                covered(cards));
    }

    private Books.Invariant constant() {
        Money accounts = ledger.total(Kind.CARDHOLDER);
        Money holds = ledger.total(Kind.HOLD_OPEN)
                .plus(ledger.total(Kind.HOLD_IN_DOUBT))
                .plus(ledger.total(Kind.HOLD_SUSPENSE))
                .plus(ledger.total(Kind.HOLD_PURCHASE));
        Money positions = ledger.total(Kind.CARD_POSITION);
        Money claims = ledger.total(Kind.MERCHANT_CLAIM);
        Money sum = accounts.plus(holds).plus(positions).plus(claims);
        return new Books.Invariant(
                sum.equals(ledger.paidIn()),
                "accounts " + accounts + " + holds " + holds + " + ledger positions " + positions
                        + " + merchant claims " + claims + " = " + sum + ", paid in " + ledger.paidIn());
    }

    private static Books.Invariant covered(List<Books.CardBooks> cards) {
        StringBuilder uncovered = new StringBuilder();
        for (Books.CardBooks card : cards) {
            card.reportedFunds()
                    .filter(funds -> !card.covers(funds))
                    .ifPresent(funds -> uncovered
                            .append(uncovered.isEmpty() ? "" : "; ")
                            .append("card ")
                            .append(card.pan())
                            .append(" reports ")
                            .append(funds)
                            .append(", its ledger position and holds are ")
                            .append(card.bound()));
        }
        return new Books.Invariant(
                uncovered.isEmpty(),
                uncovered.isEmpty()
                        ? cards.size() + " cards report no more than the books hold for them"
                        : uncovered.toString());
    }
}

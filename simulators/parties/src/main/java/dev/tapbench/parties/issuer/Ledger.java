package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Double-entry books in one currency: every posting takes from one account what it gives to another. */
final class Ledger {
    private final Currency currency;
    private final Map<Account, Money> balances = new LinkedHashMap<>();
    private final List<Posting> postings = new ArrayList<>();

    Ledger(Currency currency) {
        this.currency = currency;
    }

    Currency currency() {
        return currency;
    }

    /** What a balance stands for. */
    enum Kind {
        /** Where money comes from and goes to outside the issuer's books: the one account that goes below zero by design. */
        OUTSIDE,
        CARDHOLDER,
        HOLD_OPEN,
        HOLD_IN_DOUBT,
        HOLD_SUSPENSE,
        /** Set aside out of the account for a purchase that was approved online. */
        HOLD_PURCHASE,
        /** What the issuer owes the holder of a card for the funds on its chip. */
        CARD_POSITION,
        MERCHANT_CLAIM
    }

    /**
     * One account.
     *
     * @param owner account name, PAN or merchant
     */
    record Account(Kind kind, String owner) {}

    /**
     * One posting.
     *
     * @param amount never negative
     */
    record Posting(Account from, Account to, Money amount, String why) {}

    /** @throws IllegalArgumentException when the amount is negative or in another currency */
    void post(Account from, Account to, Money amount, String why) {
        if (amount.negative()) {
            throw new IllegalArgumentException("a posting of " + amount + " (" + why + "): expected zero or more");
        }
        Money taken = balance(from).minus(amount);
        balances.put(from, taken);
        balances.put(to, balance(to).plus(amount));
        postings.add(new Posting(from, to, amount, why));
    }

    Money balance(Account account) {
        return balances.getOrDefault(account, Money.zero(currency));
    }

    /** The sum of all balances of a kind. */
    Money total(Kind kind) {
        return balances.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .map(Map.Entry::getValue)
                .reduce(Money.zero(currency), Money::plus);
    }

    /** Balances of a kind by owner. */
    Map<String, Money> of(Kind kind) {
        Map<String, Money> found = new LinkedHashMap<>();
        balances.forEach((account, balance) -> {
            if (account.kind() == kind) {
                found.put(account.owner(), balance);
            }
        });
        return found;
    }

    /** What was paid in from outside, less what was paid out, read from the postings and not from any balance. */
    Money paidIn() {
        Money sum = Money.zero(currency);
        for (Posting posting : postings) {
            if (posting.from().kind() == Kind.OUTSIDE) {
                sum = sum.plus(posting.amount());
            }
            if (posting.to().kind() == Kind.OUTSIDE) {
                sum = sum.minus(posting.amount());
            }
        }
        return sum;
    }
}

package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import dev.tapbench.parties.issuer.Ledger.Account;
import dev.tapbench.parties.issuer.Ledger.Kind;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the issuer knows of one card, and how money moves for it. */
final class CardFile {
    private final Pan pan;
    private final int panSequenceNumber;
    private final String account;
    private final IssuerProduct product;
    private final Ledger ledger;
    private final List<Hold> holds = new ArrayList<>();
    private final List<OnlinePurchase> online = new ArrayList<>();
    private final PendingOrders orders = new PendingOrders();
    private final Map<String, Money> claimed = new HashMap<>();
    private final Set<Integer> presented = new HashSet<>();
    private Status status = Status.ORDERED;
    private boolean hotlisted;
    private int highestAtc = -1;
    private int reportedAtc = -1;
    private Optional<Money> reportedFunds = Optional.empty();

    /** How far a card is on its way to its holder. */
    enum Status {
        ORDERED,
        /** Its cryptogram was checked. */
        CONFIRMED,
        ISSUED,
        FAILED
    }

    CardFile(Pan pan, String account, IssuerProduct product, Ledger ledger) {
        this.pan = pan;
        this.panSequenceNumber = product.panSequenceNumber();
        this.account = account;
        this.product = product;
        this.ledger = ledger;
    }

    Pan pan() {
        return pan;
    }

    int panSequenceNumber() {
        return panSequenceNumber;
    }

    String account() {
        return account;
    }

    IssuerProduct product() {
        return product;
    }

    Status status() {
        return status;
    }

    void becomes(Status other) {
        status = other;
    }

    boolean hotlisted() {
        return hotlisted;
    }

    void hotlist() {
        hotlisted = true;
    }

    int highestAtc() {
        return highestAtc;
    }

    PendingOrders orders() {
        return orders;
    }

    /**
     * A valid cryptogram or receipt of this ATC told the funds; an older one than the last says nothing new, and of a card whose
     * money is in the account they are no money.
     */
    void saw(int atc, Money funds) {
        highestAtc = Math.max(highestAtc, atc);
        if (atc >= reportedAtc && product.funding() == IssuerProduct.Funding.ON_CHIP) {
            reportedAtc = atc;
            reportedFunds = Optional.of(funds);
        }
    }

    /** Whether this TC comes for the first time. */
    boolean presentOnce(int atc) {
        return presented.add(atc);
    }

    // Money

    Money accountBalance() {
        return ledger.balance(accountOf());
    }

    /** The first funds: out of the account when the data is ordered, since the device has them once it is personalized. */
    void fund(Money funds) {
        ledger.post(accountOf(), position(), funds, "first funds of " + pan);
    }

    /** The device failed: its first funds go back. */
    void unfund() {
        reportedFunds = Optional.empty();
        ledger.post(position(), accountOf(), ledger.balance(position()), pan + " was not personalized");
    }

    void place(Hold hold) {
        ledger.post(accountOf(), holding(Kind.HOLD_OPEN), hold.amount(), "load of " + pan + " approved");
        holds.add(hold);
    }

    void book(Hold hold) {
        ledger.post(holding(kind(hold)), position(), hold.amount(), "load of " + pan + " accepted by the card");
        replace(hold, Hold.State.BOOKED);
    }

    void release(Hold hold) {
        ledger.post(holding(kind(hold)), accountOf(), hold.amount(), "load of " + pan + " not accepted by the card");
        replace(hold, Hold.State.RELEASED);
    }

    void doubt(Hold hold) {
        ledger.post(holding(kind(hold)), holding(Kind.HOLD_IN_DOUBT), hold.amount(), "load of " + pan + " reversed");
        replace(hold, Hold.State.IN_DOUBT);
    }

    void suspend(Hold hold) {
        ledger.post(holding(kind(hold)), holding(Kind.HOLD_SUSPENSE), hold.amount(), pan + " never returned");
        replace(hold, Hold.State.SUSPENSE);
    }

    /** An online approval: from the account it is held at once, on the chip it stays where it is. */
    void place(OnlinePurchase purchase) {
        if (purchase.source() == OnlinePurchase.Source.ACCOUNT) {
            ledger.post(
                    accountOf(), holding(Kind.HOLD_PURCHASE), purchase.billed(), "purchase with " + pan + " approved");
        }
        online.add(purchase);
    }

    /** The card's certificate was presented. */
    void book(OnlinePurchase purchase, String merchant) {
        Account from = purchase.source() == OnlinePurchase.Source.ACCOUNT ? holding(Kind.HOLD_PURCHASE) : position();
        claim(from, merchant, purchase.billed());
        replace(purchase, Hold.State.BOOKED);
    }

    /** The card says that it gave no certificate over the issuer's answer. */
    void release(OnlinePurchase purchase) {
        if (purchase.source() == OnlinePurchase.Source.ACCOUNT) {
            ledger.post(
                    holding(Kind.HOLD_PURCHASE),
                    accountOf(),
                    purchase.billed(),
                    "purchase with " + pan + " not accepted by the card");
        }
        replace(purchase, Hold.State.RELEASED);
    }

    void replace(OnlinePurchase purchase, Hold.State state) {
        online.set(online.indexOf(purchase), purchase.in(state));
    }

    Optional<OnlinePurchase> online(int atc) {
        return online.stream().filter(purchase -> purchase.atc() == atc).findFirst();
    }

    List<OnlinePurchase> pendingOnline() {
        return online.stream().filter(purchase -> purchase.state().pending()).toList();
    }

    /** What was approved online on a day and not given back. */
    Money approvedOnlineOn(LocalDate day) {
        return online.stream()
                .filter(purchase -> purchase.state() != Hold.State.RELEASED)
                .filter(purchase ->
                        LocalDate.ofInstant(purchase.placed(), ZoneOffset.UTC).equals(day))
                .map(OnlinePurchase::billed)
                .reduce(Money.zero(ledger.currency()), Money::plus);
    }

    /**
     * A merchant presents a certificate that the card gave offline. The position may go below zero for as long as an accepted
     * load is still a hold.
     */
    void claim(String merchant, Money amount) {
        claim(product.funding() == IssuerProduct.Funding.ON_CHIP ? position() : accountOf(), merchant, amount);
    }

    private void claim(Account from, String merchant, Money amount) {
        ledger.post(from, new Account(Kind.MERCHANT_CLAIM, merchant), amount, "purchase with " + pan);
        claimed.merge(merchant, amount, Money::plus);
    }

    /** What this merchant has claimed for purchases with this card, less what it gave back. */
    Money claimed(String merchant) {
        return claimed.getOrDefault(merchant, Money.zero(ledger.currency()));
    }

    /** Goods went back: the money goes into the account, whatever paid for them. */
    void refund(String merchant, Money amount) {
        ledger.post(new Account(Kind.MERCHANT_CLAIM, merchant), accountOf(), amount, "refund to " + pan);
        claimed.put(merchant, claimed(merchant).minus(amount));
    }

    Optional<Hold> hold(int atc) {
        return holds.stream().filter(hold -> hold.atc() == atc).findFirst();
    }

    List<Hold> pendingHolds() {
        return holds.stream().filter(hold -> hold.state().pending()).toList();
    }

    /** Loads approved on a day and not given back. */
    List<Hold> loadsOn(LocalDate day) {
        return holds.stream()
                .filter(hold -> hold.state() != Hold.State.RELEASED)
                .filter(hold ->
                        hold.placed().atZone(ZoneOffset.UTC).toLocalDate().equals(day))
                .toList();
    }

    Books.CardBooks books() {
        return new Books.CardBooks(
                pan,
                account,
                status == Status.ISSUED,
                ledger.balance(position()),
                ledger.balance(holding(Kind.HOLD_OPEN)),
                ledger.balance(holding(Kind.HOLD_IN_DOUBT)),
                ledger.balance(holding(Kind.HOLD_SUSPENSE)),
                holds,
                ledger.balance(holding(Kind.HOLD_PURCHASE)),
                online,
                orders.waiting(),
                reportedFunds);
    }

    private void replace(Hold hold, Hold.State state) {
        holds.set(holds.indexOf(hold), hold.in(state));
    }

    private static Kind kind(Hold hold) {
        return switch (hold.state()) {
            case OPEN -> Kind.HOLD_OPEN;
            case IN_DOUBT -> Kind.HOLD_IN_DOUBT;
            case SUSPENSE -> Kind.HOLD_SUSPENSE;
            case BOOKED, RELEASED ->
                throw new IllegalStateException("the hold of " + hold.amount() + " is settled: " + hold.state());
        };
    }

    private Account accountOf() {
        return new Account(Kind.CARDHOLDER, account);
    }

    private Account holding(Kind kind) {
        return new Account(kind, pan.digits());
    }

    private Account position() {
        return new Account(Kind.CARD_POSITION, pan.digits());
    }
}

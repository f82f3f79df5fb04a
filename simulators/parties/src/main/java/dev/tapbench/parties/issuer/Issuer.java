package dev.tapbench.parties.issuer;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import dev.tapbench.parties.messages.ConfirmationRequest;
import dev.tapbench.parties.messages.ConfirmationResponse;
import dev.tapbench.parties.messages.DataAnswer;
import dev.tapbench.parties.messages.DataRequest;
import dev.tapbench.parties.messages.HostFormatException;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.parties.messages.IssuerService;
import dev.tapbench.parties.messages.MotapsService;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.Personalized;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.trace.Trace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The issuer: it approves devices, authorizes loads and keeps the books. Safe for use by several threads; one message is
 * worked on at a time.
 */
public final class Issuer implements IssuerService {
    private static final int[] ECHOED = {2, 3, 4, 7, 11, 12, 13, 32, 37, 41, 42, 49, 70};

    private final CardFiles files;
    private final Issuance issuance;
    private final LoadApproval loads;
    private final PurchaseApproval purchases;
    private final Advices advices;
    private final Presentments presentments;
    private final Clock clock;
    /** The card's transaction that an authorization was about, by its duplicate key: a reversal names it so. */
    private final Map<String, Authorized> authorized = new HashMap<>();
    /** Authorizations reversed before they came: they are refused when they do. */
    private final Set<String> reversed = new HashSet<>();

    private record Authorized(CardFile card, int atc) {}

    /**
     * An issuer without any card.
     *
     * @param hsm holds {@code issuer/imk-ac} and {@code issuer/tk-motaps}
     * @param motaps where personalization data is ordered
     */
    public Issuer(IssuerConfig config, Hsm hsm, MotapsService motaps, Entropy entropy, Clock clock, Trace trace) {
        this.clock = clock;
        CardCryptography cryptography = new CardCryptography(hsm);
        HoldEvidence evidence = new HoldEvidence(config.currency(), trace);
        files = new CardFiles(new Ledger(config.currency()));
        issuance = new Issuance(config, files, cryptography, motaps, hsm, entropy, clock, trace);
        RequestChecks checks = new RequestChecks(cryptography, trace);
        AuthorizationCodes codes = new AuthorizationCodes();
        loads = new LoadApproval(config, cryptography, checks, evidence, codes, clock, trace);
        Billing billing = new Billing(config);
        purchases = new PurchaseApproval(config, cryptography, checks, billing, evidence, codes, clock, trace);
        advices = new Advices(cryptography, evidence, trace);
        presentments = new Presentments(checks, billing, evidence, trace);
    }

    @Override
    public synchronized DataAnswer approve(DataRequest request) {
        return issuance.approve(request);
    }

    @Override
    public synchronized ConfirmationResponse confirm(ConfirmationRequest request) {
        return issuance.confirm(request);
    }

    @Override
    public synchronized void personalized(Personalized message) {
        issuance.personalized(message);
    }

    @Override
    public synchronized void failed(PersonalizationFailed message) {
        issuance.failed(message);
    }

    /**
     * Takes a card into these books that was issued before they began.
     *
     * @param product of which it is one; the card's keys come from that product's, by its number
     * @param funds what is on the card now; nothing where it spends on account
     * @param atc the number of its last transaction, 0 to 65535
     * @throws IllegalArgumentException when there is no such product, or the card is in the books
     */
    public synchronized void takeOver(String product, Pan pan, Money funds, int atc) {
        issuance.takeOver(product, pan, funds, atc);
    }

    /**
     * Pays money into an account.
     *
     * @throws IllegalArgumentException when there is no such account
     */
    public synchronized void deposit(String account, Money amount) {
        if (files.account(account).isEmpty()) {
            throw new IllegalArgumentException("the issuer has no account '" + account + "'");
        }
        files.deposit(account, amount);
    }

    /**
     * Reports a card lost or stolen: nothing is approved any more, and the card is blocked when it next asks to pay.
     *
     * @throws IllegalArgumentException when there is no such card
     */
    public synchronized void hotlist(Pan pan) {
        existing(pan).hotlist();
    }

    /**
     * Has a card told something the next time it asks to pay, and again until it has heard it.
     *
     * @throws IllegalArgumentException when there is no such card
     */
    public synchronized void order(Pan pan, CardOrder order) {
        existing(pan).orders().add(order);
    }

    private CardFile existing(Pan pan) {
        return files.find(pan).orElseThrow(() -> new IllegalArgumentException("the issuer has no card " + pan));
    }

    /** Ageing: what was approved longer ago than this and is still open or in doubt goes to suspense. */
    public synchronized void age(Duration older) {
        Instant limit = clock.instant().minus(older);
        for (CardFile card : files.all()) {
            for (Hold hold : card.pendingHolds()) {
                if (hold.state() != Hold.State.SUSPENSE && hold.placed().isBefore(limit)) {
                    card.suspend(hold);
                }
            }
            for (OnlinePurchase purchase : card.pendingOnline()) {
                if (purchase.placed().isBefore(limit)) {
                    card.replace(purchase, Hold.State.SUSPENSE);
                }
            }
        }
    }

    /** The books, with the two invariants of protocol section 3, Money. */
    public synchronized Books books() {
        return files.books();
    }

    /**
     * Answers a host message whose MAC was checked. Repeats are the caller's business: each call acts.
     *
     * @throws HostFormatException when it is no request
     */
    public synchronized HostMessage answer(HostMessage request) {
        if (!request.isRequest()) {
            throw new HostFormatException("a " + request.mti() + " came where a request was expected");
        }
        HostMessage response = response(request);
        try {
            return switch (request.type()) {
                case AUTHORIZATION_REQUEST -> authorize(request, response);
                case COMPLETION_ADVICE -> advise(request, response);
                case REVERSAL_ADVICE -> reverse(request, response);
                case NETWORK_REQUEST -> response.with(39, ResponseCode.APPROVED.code());
                default -> throw new IllegalStateException("no desk for a " + request.mti());
            };
        } catch (RefusedException e) {
            return response.with(39, e.code().code());
        } catch (EmvDataException e) {
            return response.with(39, ResponseCode.FORMAT_ERROR.code());
        }
    }

    /** The answer to a request whose MAC is wrong: nothing of it is believed. */
    HostMessage distrust(HostMessage request) {
        return response(request).with(39, ResponseCode.SECURITY_VIOLATION.code());
    }

    private static HostMessage response(HostMessage request) {
        return HostMessage.of(request.responseMti()).echoing(request, ECHOED);
    }

    private HostMessage authorize(HostMessage request, HostMessage response) {
        if (reversed.contains(request.duplicateKey())) {
            throw new RefusedException(ResponseCode.DO_NOT_HONOUR, "it was reversed before it came");
        }
        CardFile card = card(request);
        HostMessage answer = switch (request.require(3)) {
            case LoadApproval.LOAD -> loads.approve(request, card, response);
            case PurchaseApproval.PURCHASE -> purchases.decide(request, card, response);
            default -> throw unknownService(request);
        };
        authorized.put(request.duplicateKey(), new Authorized(card, card.highestAtc()));
        return answer;
    }

    private HostMessage advise(HostMessage request, HostMessage response) {
        CardFile card = card(request);
        switch (request.require(3)) {
            case LoadApproval.LOAD -> advices.complete(request, card);
            case PurchaseApproval.PURCHASE -> presentments.present(request, card);
            case Presentments.REFUND -> presentments.refund(request, card);
            default -> throw unknownService(request);
        }
        return response.with(39, ResponseCode.APPROVED.code());
    }

    private static RefusedException unknownService(HostMessage request) {
        return new RefusedException(
                ResponseCode.INVALID_TRANSACTION,
                "no " + request.mti() + " is answered for DE3 " + request.require(3)
                        + ": expected load, purchase or refund");
    }

    /** A reversal is always accepted; what it does to the money is the card's word, not the terminal's. */
    private HostMessage reverse(HostMessage request, HostMessage response) {
        String original = originalKey(request);
        Authorized subject = authorized.get(original);
        if (subject == null) {
            reversed.add(original);
            return response.with(39, ResponseCode.APPROVED.code());
        }
        Optional<Hold> hold = subject.card().hold(subject.atc());
        if (hold.isPresent()) {
            advices.reverse(request, subject.card(), hold.get());
        } else {
            Optional<OnlinePurchase> purchase = subject.card().online(subject.atc());
            if (purchase.isPresent()) {
                presentments.reverse(request, subject.card(), purchase.get());
            }
        }
        return response.with(39, ResponseCode.APPROVED.code());
    }

    /** DE90: MTI(4) DE11(6) DE7(10) DE32(11) DE33(11), right justified (ISO 8583:1987, 4.3.20). */
    private static String originalKey(HostMessage request) {
        String original = request.require(90);
        return HostMessage.of(original.substring(0, 4))
                .with(11, original.substring(4, 10))
                .with(7, original.substring(10, 20))
                .with(32, request.require(32))
                .with(41, request.require(41))
                .duplicateKey();
    }

    private CardFile card(HostMessage request) {
        return files.find(Pan.of(request.require(2)))
                .orElseThrow(() -> new RefusedException(ResponseCode.INVALID_CARD, "no such card"));
    }
}

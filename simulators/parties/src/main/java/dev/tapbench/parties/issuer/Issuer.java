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
    private static final String PURCHASE = "000000";
    private static final int[] ECHOED = {2, 3, 4, 7, 11, 12, 13, 32, 37, 41, 42, 49, 70};

    private final CardFiles files;
    private final Issuance issuance;
    private final LoadApproval loads;
    private final Advices advices;
    private final Clock clock;
    /** The hold that an authorization placed, by its duplicate key: a reversal names it so. */
    private final Map<String, PlacedHold> placed = new HashMap<>();
    /** Authorizations reversed before they came: they are refused when they do. */
    private final Set<String> reversed = new HashSet<>();

    private record PlacedHold(CardFile card, int atc) {}

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
        loads = new LoadApproval(config, cryptography, evidence, clock, trace);
        advices = new Advices(config, cryptography, evidence, trace);
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
     * Reports a card lost or stolen: no load is approved any more.
     *
     * @throws IllegalArgumentException when there is no such card
     */
    public synchronized void hotlist(Pan pan) {
        files.find(pan)
                .orElseThrow(() -> new IllegalArgumentException("the issuer has no card " + pan))
                .hotlist();
    }

    /** Ageing: holds placed longer ago than this and still open or in doubt go to suspense. */
    public synchronized void age(Duration older) {
        Instant limit = clock.instant().minus(older);
        for (CardFile card : files.all()) {
            for (Hold hold : card.pendingHolds()) {
                if (hold.state() != Hold.State.SUSPENSE && hold.placed().isBefore(limit)) {
                    card.suspend(hold);
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
        if (!request.require(3).equals(LoadApproval.LOAD)) {
            throw new RefusedException(
                    ResponseCode.INVALID_TRANSACTION, "only loads are authorized online in this release");
        }
        if (reversed.contains(request.duplicateKey())) {
            throw new RefusedException(ResponseCode.DO_NOT_HONOUR, "it was reversed before it came");
        }
        CardFile card = card(request);
        HostMessage approval = loads.approve(request, card, response);
        placed.put(request.duplicateKey(), new PlacedHold(card, card.highestAtc()));
        return approval;
    }

    private HostMessage advise(HostMessage request, HostMessage response) {
        CardFile card = card(request);
        switch (request.require(3)) {
            case LoadApproval.LOAD -> advices.complete(request, card);
            case PURCHASE -> advices.present(request, card);
            default ->
                throw new RefusedException(
                        ResponseCode.INVALID_TRANSACTION,
                        "DE3 " + request.require(3) + " is neither load nor purchase");
        }
        return response.with(39, ResponseCode.APPROVED.code());
    }

    /** A reversal is always accepted; what it does to the hold is the card's word, not the terminal's. */
    private HostMessage reverse(HostMessage request, HostMessage response) {
        String original = originalKey(request);
        PlacedHold hold = placed.get(original);
        if (hold == null) {
            reversed.add(original);
        } else {
            Optional<Hold> pending = hold.card().hold(hold.atc());
            advices.reverse(request, hold.card(), pending.orElseThrow());
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

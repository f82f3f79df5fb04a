package dev.tapbench.parties.issuer;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.parties.messages.ConfirmationRequest;
import dev.tapbench.parties.messages.ConfirmationResponse;
import dev.tapbench.parties.messages.DataAnswer;
import dev.tapbench.parties.messages.DataApproval;
import dev.tapbench.parties.messages.DataRefusal;
import dev.tapbench.parties.messages.DataRequest;
import dev.tapbench.parties.messages.MessageException;
import dev.tapbench.parties.messages.MotapsService;
import dev.tapbench.parties.messages.OncePerMessage;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.Personalized;
import dev.tapbench.parties.messages.PreparationOrder;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** How a card comes into the books: approved, confirmed by its own cryptogram, issued or failed (P-04, P-08, P-13). */
final class Issuance {
    private static final KeyLabel TRANSPORT_KEY = KeyLabel.of("issuer/tk-motaps");

    private final IssuerConfig config;
    private final CardFiles files;
    private final CardCryptography cryptography;
    private final MotapsService motaps;
    private final Hsm hsm;
    private final Entropy entropy;
    private final Clock clock;
    private final Trace trace;
    private final OncePerMessage<DataRequest, DataAnswer> approvals = new OncePerMessage<>();
    private final OncePerMessage<ConfirmationRequest, ConfirmationResponse> confirmations = new OncePerMessage<>();
    private final OncePerMessage<Personalized, CardFile.Status> issued = new OncePerMessage<>();
    private final OncePerMessage<PersonalizationFailed, Boolean> failures = new OncePerMessage<>();
    private int accounts;

    Issuance(
            IssuerConfig config,
            CardFiles files,
            CardCryptography cryptography,
            MotapsService motaps,
            Hsm hsm,
            Entropy entropy,
            Clock clock,
            Trace trace) {
        this.config = config;
        this.files = files;
        this.cryptography = cryptography;
        this.motaps = motaps;
        this.hsm = hsm;
        this.entropy = entropy;
        this.clock = clock;
        this.trace = trace;
    }

    DataAnswer approve(DataRequest request) {
        received(MessageType.DATA_REQUEST, request.session(), Map.of("product", request.product()));
        return approvals.answer(request, this::decide);
    }

    private DataAnswer decide(DataRequest request) {
        IssuerProduct product = config.product(request.product()).orElse(null);
        if (product == null) {
            return refused(request, "no product '" + request.product() + "'");
        }
        String reason = refusal(product, request);
        if (!reason.isEmpty()) {
            return refused(request, reason);
        }
        Money funds = new Money(request.funds(), config.currency());
        CardFile card = files.open(newPan(product), newAccount(), product, funds);
        try {
            motaps.order(order(request, card, funds));
        } catch (MessageException e) {
            card.becomes(CardFile.Status.FAILED);
            card.unfund();
            return refused(request, "MOTAPS does not prepare the data: " + e.getMessage());
        }
        trace.record(new Decided(Party.ISSUER, Decision.PERSONALIZATION_APPROVED, true, product.name()));
        return new DataApproval(
                request.session(), request.number(), product.name(), card.account(), product.riskProfile());
    }

    /** A card that is out already comes into these books: its funds as first funds, and what it has done as seen. */
    void takeOver(String product, Pan pan, Money funds, int atc) {
        IssuerProduct of = config.product(product)
                .orElseThrow(() -> new IllegalArgumentException("the issuer has no product '" + product + "'"));
        if (files.find(pan).isPresent()) {
            throw new IllegalArgumentException("the issuer has the card " + pan + " already");
        }
        CardFile card = files.open(pan, newAccount(), of, funds);
        card.becomes(CardFile.Status.ISSUED);
        card.saw(atc, funds);
    }

    private String newAccount() {
        return String.format("account-%04d", ++accounts);
    }

    private DataRefusal refused(DataRequest request, String reason) {
        trace.record(new Decided(Party.ISSUER, Decision.PERSONALIZATION_APPROVED, false, reason));
        return new DataRefusal(request.session(), request.number(), reason);
    }

    private String refusal(IssuerProduct product, DataRequest request) {
        if (request.currency() != config.currency().numeric()) {
            return "products are in " + config.currency() + ", not in currency " + request.currency();
        }
        if (request.funds() < 0 || request.funds() > product.maximumBalance().minor()) {
            return "first funds of " + request.funds() + " minor units: expected 0 to " + product.maximumBalance();
        }
        return "";
    }

    private PreparationOrder order(DataRequest request, CardFile card, Money funds) {
        IssuerProduct product = card.product();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Bytes pinBlock = enciphered(product.pin());
        Bytes patternBlock = product.pattern().map(this::enciphered).orElse(Bytes.empty());
        return new PreparationOrder(
                request.session(),
                1,
                product.name(),
                product.riskProfile(),
                card.account(),
                card.pan().digits(),
                card.panSequenceNumber(),
                today,
                today.plus(product.validity()),
                funds.minor(),
                config.currency().numeric(),
                pinBlock,
                patternBlock);
    }

    private Bytes enciphered(Pin pin) {
        return hsm.encrypt(TRANSPORT_KEY, CipherMode.TDES_ECB, Bytes.zeros(8), PinBlocks.format2(pin));
    }

    private Pan newPan(IssuerProduct product) {
        Pan pan;
        do {
            StringBuilder digits = new StringBuilder(product.iin());
            while (digits.length() < product.panLength() - 1) {
                int random = entropy.bytes(1).at(0);
                if (random < 250) {
                    // Above, the ten digits would not come equally often.
                    digits.append(random % 10);
                }
            }
            pan = Pan.withCheckDigit(digits.toString());
        } while (files.find(pan).isPresent());
        return pan;
    }

    ConfirmationResponse confirm(ConfirmationRequest request) {
        received(MessageType.CONFIRMATION_REQUEST, request.session(), Map.of("account", request.account()));
        return confirmations.answer(request, this::check);
    }

    private ConfirmationResponse check(ConfirmationRequest request) {
        String reason;
        try {
            reason = flaw(request);
        } catch (EmvDataException e) {
            reason = String.valueOf(e.getMessage());
        }
        boolean valid = reason.isEmpty();
        trace.record(new Decided(Party.ISSUER, Decision.CONFIRMATION_VALID, valid, valid ? request.account() : reason));
        return new ConfirmationResponse(request.session(), request.number(), valid, reason);
    }

    /** Why the cryptogram proves nothing; empty when it does. */
    private String flaw(ConfirmationRequest request) {
        CardFile card = account(request.account());
        if (card.status() != CardFile.Status.ORDERED) {
            return request.account() + " is " + card.status() + ": a new device was expected";
        }
        if (request.aip().length() != 2 || request.atc().length() != 2) {
            return "expected 2 bytes of AIP and 2 of ATC";
        }
        Map<Integer, Bytes> terminalData = ChipData.TERMINAL_DATA.split(request.terminalData());
        Iad iad = Iad.parse(request.iad());
        if (iad.cvr().firstCryptogram() != CryptogramType.AAC) {
            return "expected an AAC, came " + iad.cvr().firstCryptogram();
        }
        int atc = (int) request.atc().toNumber();
        if (!cryptography.valid(card, terminalData, request.aip(), atc, request.iad(), request.cryptogram())) {
            return "the cryptogram was not made with the key of this account";
        }
        card.becomes(CardFile.Status.CONFIRMED);
        card.saw(atc, new Money(iad.funds(), config.currency()));
        return "";
    }

    void personalized(Personalized message) {
        received(MessageType.PERSONALIZED, message.session(), Map.of("account", message.account()));
        var unused = issued.answer(message, this::issue);
    }

    private CardFile.Status issue(Personalized message) {
        CardFile card = account(message.account());
        boolean confirmed = card.status() == CardFile.Status.CONFIRMED;
        if (confirmed) {
            card.becomes(CardFile.Status.ISSUED);
        }
        trace.record(new Decided(
                Party.ISSUER,
                Decision.ACCOUNT_ISSUED,
                confirmed,
                confirmed ? message.account() : message.account() + " is " + card.status() + ": not confirmed before"));
        return card.status();
    }

    void failed(PersonalizationFailed message) {
        received(
                MessageType.PERSONALIZATION_FAILED,
                message.session(),
                Map.of("account", message.account(), "reason", message.reason()));
        var unused = failures.answer(message, this::fail);
    }

    private Boolean fail(PersonalizationFailed message) {
        if (message.account().isEmpty()) {
            return false;
        }
        CardFile card = account(message.account());
        if (card.status() == CardFile.Status.ISSUED) {
            throw new MessageException(message.account() + " is issued already: it cannot fail any more");
        }
        boolean first = card.status() != CardFile.Status.FAILED;
        if (first) {
            card.becomes(CardFile.Status.FAILED);
            card.unfund();
            trace.record(new Decided(Party.ISSUER, Decision.ACCOUNT_ISSUED, false, message.reason()));
        }
        return first;
    }

    private CardFile account(String account) {
        return files.account(account)
                .orElseThrow(() -> new MessageException("the issuer has no account '" + account + "'"));
    }

    private void received(MessageType type, String session, Map<String, String> fields) {
        trace.record(new MessagePassed(Party.TSP, Party.ISSUER, type, session, "", fields));
    }
}

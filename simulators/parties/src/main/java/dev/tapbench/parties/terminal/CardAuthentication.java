package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Dol;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tsi;
import dev.tapbench.emv.Tvr;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.emv.crypto.Certificates;
import dev.tapbench.emv.crypto.Dda;
import dev.tapbench.emv.crypto.Recovery;
import dev.tapbench.emv.crypto.Sda;
import dev.tapbench.parties.terminal.OfflineAuthentication.Method;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Offline data authentication (EMV Book 3, 10.3; Book 2, 5 and 6): the chain from the certification authority to the issuer and
 * the card's own key, and what the method signs beyond it. CDA is finished with the first GENERATE AC.
 */
final class CardAuthentication {
    /** Asks for the unpredictable number alone, where a card brings no DDOL (EMV Book 2, 6.5.1). */
    private static final Dol DEFAULT_DDOL = new Dol(List.of(new Dol.Entry(Tags.UNPREDICTABLE_NUMBER, 4)));

    private static final List<Integer> ISSUER_DATA =
            List.of(Tags.CA_KEY_INDEX, Tags.ISSUER_CERTIFICATE, Tags.ISSUER_KEY_EXPONENT);
    private static final List<Integer> CARD_DATA = List.of(Tags.ICC_CERTIFICATE, Tags.ICC_KEY_EXPONENT);

    private final TerminalConfig config;
    private final RSAPublicKey ca;
    private final Clock clock;
    private final Trace trace;

    CardAuthentication(TerminalConfig config, RSAPublicKey ca, Clock clock, Trace trace) {
        this.config = config;
        this.ca = ca;
        this.clock = clock;
        this.trace = trace;
    }

    /** The strongest method that both sides can; what it finds goes into the TVR. */
    OfflineAuthentication authenticate(CardDialogue card, CardApplication application, Transaction transaction) {
        Optional<Method> method = Method.of(application.aip(), config.capabilities(transaction.medium()));
        if (method.isEmpty()) {
            transaction.found(Tvr.Bit.ODA_NOT_PERFORMED);
            return new OfflineAuthentication(
                    method, Optional.empty(), "card and terminal share no method of offline data authentication");
        }
        transaction.performed(Tsi.Bit.ODA_PERFORMED);
        return switch (method.get()) {
            case SDA -> sda(application, transaction);
            case DDA -> dda(card, application, transaction);
            case CDA -> cda(application, transaction);
        };
    }

    /** EMV Book 2, 5: the issuer signed what the records say; a copied card passes. */
    private OfflineAuthentication sda(CardApplication application, Transaction transaction) {
        transaction.found(Tvr.Bit.SDA_SELECTED);
        if (missing(application, ISSUER_DATA)
                || application.find(Tags.SIGNED_STATIC_DATA).isEmpty()) {
            return incomplete(Method.SDA, Tvr.Bit.SDA_FAILED, transaction);
        }
        Recovery issuer = issuerKey(application);
        if (!(issuer instanceof Recovery.Valid valid)) {
            return failed(Method.SDA, Tvr.Bit.SDA_FAILED, transaction, ((Recovery.Invalid) issuer).reason());
        }
        Sda.Result result =
                Sda.verify(valid.key(), application.require(Tags.SIGNED_STATIC_DATA), application.staticData());
        return result instanceof Sda.Invalid invalid
                ? failed(Method.SDA, Tvr.Bit.SDA_FAILED, transaction, invalid.reason())
                : holds(Method.SDA, Optional.empty());
    }

    /** EMV Book 2, 6.5: the card signs a number of this transaction. */
    private OfflineAuthentication dda(CardDialogue card, CardApplication application, Transaction transaction) {
        if (missing(application, ISSUER_DATA) || missing(application, CARD_DATA)) {
            return incomplete(Method.DDA, Tvr.Bit.DDA_FAILED, transaction);
        }
        Recovery key = cardKey(application);
        if (!(key instanceof Recovery.Valid valid)) {
            return failed(Method.DDA, Tvr.Bit.DDA_FAILED, transaction, ((Recovery.Invalid) key).reason());
        }
        Bytes ddolData = application
                .find(Tags.DDOL)
                .map(Dol::parse)
                .orElse(DEFAULT_DDOL)
                .fill(transaction.values().byTag());
        ResponseApdu response = card.send(Commands.internalAuthenticate(ddolData));
        Optional<Bytes> signature = response.ok() ? signature(response.data()) : Optional.empty();
        if (signature.isEmpty()) {
            return failed(
                    Method.DDA,
                    Tvr.Bit.DDA_FAILED,
                    transaction,
                    "INTERNAL AUTHENTICATE brought no signature, status " + response.sw());
        }
        Dda.Result result = Dda.verify(valid.key(), signature.get(), ddolData);
        return result instanceof Dda.Invalid invalid
                ? failed(Method.DDA, Tvr.Bit.DDA_FAILED, transaction, invalid.reason())
                : holds(Method.DDA, Optional.of(valid.key()));
    }

    /** Template 80 is the signature itself, template 77 holds 9F4B (EMV Book 3, 6.5.9.4). */
    private static Optional<Bytes> signature(Bytes data) {
        Tlv response = Tlv.parse(data);
        return response.tag() == Tags.RESPONSE_TEMPLATE_1
                ? Optional.of(response.value())
                : response.find(Tags.SDAD).map(Tlv::value);
    }

    /** EMV Book 2, 6.6: here the chain alone; the signature comes with the cryptogram. */
    private OfflineAuthentication cda(CardApplication application, Transaction transaction) {
        if (missing(application, ISSUER_DATA) || missing(application, CARD_DATA)) {
            return incomplete(Method.CDA, Tvr.Bit.CDA_FAILED, transaction);
        }
        Recovery key = cardKey(application);
        return key instanceof Recovery.Valid valid
                ? new OfflineAuthentication(Optional.of(Method.CDA), Optional.of(valid.key()), "")
                : failed(Method.CDA, Tvr.Bit.CDA_FAILED, transaction, ((Recovery.Invalid) key).reason());
    }

    /** The card's certified key, or why there is none (EMV Book 2, 6.2 to 6.4). */
    Recovery cardKey(CardApplication application) {
        if (missing(application, ISSUER_DATA) || missing(application, CARD_DATA)) {
            return new Recovery.Invalid("the card brings no certificate of a key of its own (EMV Book 2, 6.2)");
        }
        Recovery issuer = issuerKey(application);
        if (!(issuer instanceof Recovery.Valid valid)) {
            return issuer;
        }
        return Certificates.checkIcc(
                valid.key(), cardCertificate(application), application.staticData(), application.pan(), today());
    }

    /** EMV Book 2, 6.2 and 6.3. */
    private Recovery issuerKey(CardApplication application) {
        Bytes index = application.require(Tags.CA_KEY_INDEX);
        if (!index.equals(Bytes.of(config.caKeyIndex()))) {
            return new Recovery.Invalid("the card names CA key " + index + ", this terminal holds "
                    + Bytes.of(config.caKeyIndex()) + " (EMV Book 2, 6.2)");
        }
        return Certificates.checkIssuer(ca, issuerCertificate(application), application.pan(), today());
    }

    private LocalDate today() {
        return TransactionValues.today(clock);
    }

    private static boolean missing(CardApplication application, List<Integer> tags) {
        return tags.stream().anyMatch(tag -> application.find(tag).isEmpty());
    }

    private static Certificate issuerCertificate(CardApplication application) {
        return new Certificate(
                application.require(Tags.ISSUER_CERTIFICATE),
                application.find(Tags.ISSUER_KEY_REMAINDER).orElse(Bytes.empty()),
                application.require(Tags.ISSUER_KEY_EXPONENT));
    }

    private static Certificate cardCertificate(CardApplication application) {
        return new Certificate(
                application.require(Tags.ICC_CERTIFICATE),
                application.find(Tags.ICC_KEY_REMAINDER).orElse(Bytes.empty()),
                application.require(Tags.ICC_KEY_EXPONENT));
    }

    /** EMV Book 3, 7.5: data that the AIP promises and no record holds. */
    private OfflineAuthentication incomplete(Method method, Tvr.Bit failed, Transaction transaction) {
        transaction.found(Tvr.Bit.ICC_DATA_MISSING);
        return failed(method, failed, transaction, "the card promises " + method + " and lacks data for it");
    }

    private OfflineAuthentication failed(Method method, Tvr.Bit bit, Transaction transaction, String reason) {
        transaction.found(bit);
        decided(false, reason);
        return new OfflineAuthentication(Optional.of(method), Optional.empty(), reason);
    }

    private OfflineAuthentication holds(Method method, Optional<RSAPublicKey> cardKey) {
        decided(true, method.toString());
        return new OfflineAuthentication(Optional.of(method), cardKey, "");
    }

    /** What came of it is written down. */
    void decided(boolean holds, String detail) {
        trace.record(new Decided(Party.TERMINAL, Decision.OFFLINE_DATA_AUTHENTICATED, holds, detail));
    }
}

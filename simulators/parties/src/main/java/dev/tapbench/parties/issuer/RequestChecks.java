package dev.tapbench.parties.issuer;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;

/** What every message with a card's cryptogram has to stand up to, whatever is asked for; each check may refuse. */
final class RequestChecks {
    private final CardCryptography cryptography;
    private final Trace trace;

    RequestChecks(CardCryptography cryptography, Trace trace) {
        this.cryptography = cryptography;
        this.trace = trace;
    }

    /** The elements outside DE55 must say what the cryptogram covers. */
    static void agrees(HostMessage request, ChipData chip, int transactionType) {
        boolean agrees = Long.parseLong(request.require(4)) == chip.amount().minor()
                && Integer.parseInt(request.require(49))
                        == chip.amount().currency().numeric()
                && chip.transactionType() == transactionType;
        if (!agrees) {
            throw new RefusedException(
                    ResponseCode.FORMAT_ERROR,
                    "DE3, DE4 or DE49 say otherwise than 9C, 9F02 and 5F2A, which the cryptogram covers");
        }
    }

    static void issued(CardFile card) {
        if (card.status() != CardFile.Status.ISSUED) {
            throw new RefusedException(ResponseCode.RESTRICTED_CARD, "card " + card.pan() + " is " + card.status());
        }
    }

    static void notHotlisted(CardFile card) {
        if (card.hotlisted()) {
            throw new RefusedException(ResponseCode.STOLEN_CARD, "card " + card.pan() + " is on the hotlist");
        }
    }

    /** EMV Book 2, 8.1. */
    void cryptogram(CardFile card, ChipData chip, CryptogramType expected, String what) {
        boolean valid = chip.type() == expected && cryptography.valid(card, chip);
        trace.record(new Decided(
                Party.ISSUER, Decision.CRYPTOGRAM_VALID, valid, chip.type() + " of ATC " + chip.atc() + ", " + what));
        if (!valid) {
            throw new RefusedException(
                    ResponseCode.SECURITY_VIOLATION, "the cryptogram is no " + expected + " of this card");
        }
    }

    /** Each request is the newest that the issuer has seen. */
    static void notReplayed(CardFile card, ChipData chip) {
        if (chip.atc() <= card.highestAtc()) {
            throw new RefusedException(
                    ResponseCode.SECURITY_VIOLATION,
                    "replay: ATC " + chip.atc() + " is not above " + card.highestAtc() + ", the highest seen");
        }
    }
}

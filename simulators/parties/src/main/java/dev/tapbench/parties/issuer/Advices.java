package dev.tapbench.parties.issuer;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;

/** The issuer's answer to what has happened already: completed loads, presented purchases, reversals. */
final class Advices {
    private static final int PURCHASE_TYPE = 0x00;

    private final IssuerConfig config;
    private final CardCryptography cryptography;
    private final HoldEvidence evidence;
    private final Trace trace;

    Advices(IssuerConfig config, CardCryptography cryptography, HoldEvidence evidence, Trace trace) {
        this.config = config;
        this.cryptography = cryptography;
        this.evidence = evidence;
        this.trace = trace;
    }

    /**
     * 0220 of a load: the receipt decides, never the TC of tap 2.
     *
     * @throws RefusedException when there is no receipt of this card that matches a hold; then nothing moved
     */
    void complete(HostMessage request, CardFile card) {
        try {
            LoadReceipt receipt = receipt(request.chipData());
            checkReceipt(card, receipt);
            Hold hold = card.hold(receipt.atc())
                    .orElseThrow(() -> new RefusedException(
                            ResponseCode.NO_RECORD, "no load of ATC " + receipt.atc() + " was approved"));
            if (Long.parseLong(request.require(4)) != receipt.amount()) {
                throw new RefusedException(ResponseCode.FORMAT_ERROR, "DE4 says otherwise than the receipt");
            }
            evidence.receipt(card, hold, receipt);
        } catch (RefusedException e) {
            trace.record(new Decided(Party.ISSUER, Decision.LOAD_BOOKED, false, e.code() + ": " + e.getMessage()));
            throw e;
        }
    }

    private static LoadReceipt receipt(Bytes chipData) {
        Tlv receipt = Tlv.find(Tlv.parseAll(chipData), Tags.LOAD_RECEIPT)
                .orElseThrow(() -> new RefusedException(
                        ResponseCode.FORMAT_ERROR, "a completion without receipt (DF22): a TC is not a load"));
        return LoadReceipt.parse(receipt.value());
    }

    private void checkReceipt(CardFile card, LoadReceipt receipt) {
        boolean valid = cryptography.valid(card, receipt);
        trace.record(new Decided(
                Party.ISSUER,
                Decision.CRYPTOGRAM_VALID,
                valid,
                "receipt of ATC " + receipt.atc() + ", " + receipt.status()));
        if (!valid) {
            throw new RefusedException(ResponseCode.SECURITY_VIOLATION, "the receipt's MAC is not this card's");
        }
    }

    /**
     * 0220 of a purchase: the merchant presents the TC that the card gave offline.
     *
     * @throws RefusedException when it is no TC of this card over this purchase, or was presented before
     */
    void present(HostMessage request, CardFile card) {
        ChipData chip = ChipData.parse(request.chipData());
        checkPurchase(request, chip);
        if (card.status() != CardFile.Status.ISSUED) {
            throw new RefusedException(ResponseCode.RESTRICTED_CARD, "card " + card.pan() + " is " + card.status());
        }
        boolean valid = chip.type() == CryptogramType.TC && cryptography.valid(card, chip);
        trace.record(new Decided(
                Party.ISSUER, Decision.CRYPTOGRAM_VALID, valid, chip.type() + " of ATC " + chip.atc() + ", purchase"));
        if (!valid) {
            throw new RefusedException(ResponseCode.SECURITY_VIOLATION, "the cryptogram is no TC of this card");
        }
        if (!card.presentOnce(chip.atc())) {
            throw new RefusedException(ResponseCode.DUPLICATE, "the TC of ATC " + chip.atc() + " was presented before");
        }
        card.claim(request.require(42).trim(), chip.amount());
        evidence.cryptogram(card, chip);
    }

    private void checkPurchase(HostMessage request, ChipData chip) {
        boolean agrees = Long.parseLong(request.require(4)) == chip.amount().minor()
                && Integer.parseInt(request.require(49))
                        == chip.amount().currency().numeric()
                && chip.transactionType() == PURCHASE_TYPE;
        if (!agrees) {
            throw new RefusedException(
                    ResponseCode.FORMAT_ERROR,
                    "DE3, DE4 or DE49 say otherwise than 9C, 9F02 and 5F2A, which the cryptogram covers");
        }
        if (!chip.amount().currency().equals(config.currency())) {
            throw new RefusedException(
                    ResponseCode.INVALID_TRANSACTION,
                    "purchases are in " + config.currency() + ", not "
                            + chip.amount().currency());
        }
    }

    /**
     * 0420 of a load: an approval left already, so the hold is only in doubt; an AAC of the pending transaction in DE55 is the
     * card's own word and may release it.
     */
    void reverse(HostMessage request, CardFile card, Hold hold) {
        if (hold.state() == Hold.State.OPEN) {
            card.doubt(hold);
            trace.record(new Decided(
                    Party.ISSUER, Decision.HOLD_IN_DOUBT, true, hold.amount() + ": reversed after the approval left"));
        }
        if (!request.chipData().isEmpty()) {
            cardsWord(request, card);
        }
    }

    /** Malformed chip data ends in DE39; the hold is in doubt already. */
    private void cardsWord(HostMessage request, CardFile card) {
        ChipData chip = ChipData.parse(request.chipData());
        boolean valid = cryptography.valid(card, chip);
        trace.record(new Decided(
                Party.ISSUER, Decision.CRYPTOGRAM_VALID, valid, chip.type() + " of ATC " + chip.atc() + ", reversal"));
        if (valid) {
            evidence.cryptogram(card, chip);
        }
    }
}

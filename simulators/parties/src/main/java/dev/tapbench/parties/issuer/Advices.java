package dev.tapbench.parties.issuer;

import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;

/** The issuer's answer to what has happened already with a load: its completion, its reversal. */
final class Advices {
    private final CardCryptography cryptography;
    private final HoldEvidence evidence;
    private final Trace trace;

    Advices(CardCryptography cryptography, HoldEvidence evidence, Trace trace) {
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

package dev.tapbench.parties.issuer;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Money;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;

/** What a proof of the card does to its holds (protocol section 3, Money). Only proofs under a valid cryptogram come here. */
final class HoldEvidence {
    private final Currency currency;
    private final Trace trace;

    HoldEvidence(Currency currency, Trace trace) {
        this.currency = currency;
        this.trace = trace;
    }

    /**
     * A valid cryptogram tells on each pending hold of an older transaction, and an AAC of the pending transaction itself:
     * load number and ATC of the last accepted load stand in its IAD.
     */
    void cryptogram(CardFile card, ChipData chip) {
        for (Hold hold : card.pendingHolds()) {
            boolean later = chip.atc() > hold.atc();
            boolean refusedByCard = chip.atc() == hold.atc() && chip.type() == CryptogramType.AAC;
            if (later || refusedByCard) {
                settle(card, hold, chip.iad(), "cryptogram of ATC " + chip.atc());
            }
        }
        card.saw(chip.atc(), new Money(chip.iad().funds(), currency));
    }

    private void settle(CardFile card, Hold hold, Iad iad, String proof) {
        if (iad.loadNumber() == hold.loadNumber()) {
            card.release(hold);
            decided(Decision.HOLD_RELEASED, true, hold, proof + " shows the load not accepted");
        } else if (iad.loadNumber() == nextLoadNumber(hold) && iad.lastLoadAtc() == hold.atc()) {
            card.book(hold);
            decided(Decision.LOAD_BOOKED, true, hold, proof + " shows the load accepted");
        } else if (hold.state() == Hold.State.OPEN) {
            card.doubt(hold);
            decided(
                    Decision.HOLD_IN_DOUBT,
                    true,
                    hold,
                    proof + " has load number " + iad.loadNumber() + " of ATC " + iad.lastLoadAtc()
                            + ", which tells nothing of this load");
        }
    }

    /**
     * An accepted receipt books its hold, an abandoned one releases it.
     *
     * @throws RefusedException when it does not match the hold; then nothing moves
     */
    void receipt(CardFile card, Hold hold, LoadReceipt receipt) {
        requireMatch(hold, receipt);
        Hold.State told = receipt.accepted() ? Hold.State.BOOKED : Hold.State.RELEASED;
        if (hold.state() == told) {
            return;
        }
        if (!hold.state().pending()) {
            throw new RefusedException(
                    ResponseCode.DO_NOT_HONOUR,
                    "the receipt says " + receipt.status() + ", but the hold was " + hold.state()
                            + " on an earlier proof");
        }
        if (receipt.accepted()) {
            card.book(hold);
            decided(Decision.LOAD_BOOKED, true, hold, "accepted receipt");
        } else {
            card.release(hold);
            decided(Decision.HOLD_RELEASED, true, hold, "abandoned receipt");
        }
        card.saw(receipt.atc(), new Money(receipt.fundsAfter(), currency));
    }

    private static void requireMatch(Hold hold, LoadReceipt receipt) {
        int expected = receipt.accepted() ? nextLoadNumber(hold) : hold.loadNumber();
        require(receipt.loadNumber() == expected, "load number", expected, receipt.loadNumber());
        require(
                receipt.amount() == hold.amount().minor(),
                "amount",
                hold.amount().minor(),
                receipt.amount());
        require(
                receipt.currencyCode().equals(hold.amount().currency().code()),
                "currency",
                hold.amount().currency().code(),
                receipt.currencyCode());
        require(receipt.arqc().equals(hold.arqc()), "ARQC", hold.arqc(), receipt.arqc());
    }

    private static void require(boolean same, String what, Object expected, Object came) {
        if (!same) {
            throw new RefusedException(
                    ResponseCode.DO_NOT_HONOUR,
                    "the receipt's " + what + " is " + came + ", the hold's is " + expected);
        }
    }

    /** The load number has two bytes and wraps. */
    private static int nextLoadNumber(Hold hold) {
        return (hold.loadNumber() + 1) & 0xFFFF;
    }

    private void decided(Decision decision, boolean positive, Hold hold, String why) {
        trace.record(new Decided(Party.ISSUER, decision, positive, hold.amount() + ": " + why));
    }
}

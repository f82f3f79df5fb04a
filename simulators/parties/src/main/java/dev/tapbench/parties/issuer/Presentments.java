package dev.tapbench.parties.issuer;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Money;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.util.Optional;

/** The issuer's answer to what has happened already in a shop: purchases presented or reversed, and refunds. */
final class Presentments {
    static final String REFUND = "200000";
    private static final int REFUND_TYPE = 0x20;

    private final RequestChecks checks;
    private final Billing billing;
    private final HoldEvidence evidence;
    private final Trace trace;

    Presentments(RequestChecks checks, Billing billing, HoldEvidence evidence, Trace trace) {
        this.checks = checks;
        this.billing = billing;
        this.evidence = evidence;
        this.trace = trace;
    }

    /**
     * 0220 of a purchase: the merchant presents the card's TC; an AAC is the card's refusal of an online answer, which claims
     * nothing and reports on scripts.
     *
     * @throws RefusedException when it is no cryptogram of this card over this purchase, or was presented before
     */
    void present(HostMessage request, CardFile card) {
        ChipData chip = ChipData.parse(request.chipData());
        RequestChecks.agrees(request, chip, PurchaseApproval.PURCHASE_TYPE);
        RequestChecks.issued(card);
        boolean refusal = chip.type() == CryptogramType.AAC;
        checks.cryptogram(card, chip, refusal ? CryptogramType.AAC : CryptogramType.TC, "purchase");
        if (refusal) {
            refusedByCard(card, chip);
        } else {
            Money bill = billing.bill(card.product(), chip.amount());
            presentOnce(card, chip);
            book(card, chip, bill, merchant(request));
        }
        card.orders().reported(chip.scriptResults());
        evidence.cryptogram(card, chip);
    }

    private static void presentOnce(CardFile card, ChipData chip) {
        if (!card.presentOnce(chip.atc())) {
            throw new RefusedException(
                    ResponseCode.DUPLICATE, "the cryptogram of ATC " + chip.atc() + " was presented before");
        }
    }

    private static String merchant(HostMessage request) {
        return request.require(42).trim();
    }

    /**
     * A certificate over the issuer's answer is paid as that was, at the price of then; one that the card gave because nobody
     * could be asked (CVR byte 4 b1) was paid on the chip, whatever had been approved meanwhile.
     */
    private void book(CardFile card, ChipData chip, Money bill, String merchant) {
        Optional<OnlinePurchase> online = card.online(chip.atc());
        boolean heard = !chip.iad().cvr().has(Cvr.Bit.UNABLE_TO_GO_ONLINE);
        if (online.isPresent() && heard) {
            requireApproved(online.get(), chip);
            card.book(online.get(), merchant);
        } else {
            online.filter(purchase -> purchase.state().pending()).ifPresent(card::release);
            card.claim(merchant, bill);
        }
        trace.record(new Decided(
                Party.ISSUER,
                Decision.PURCHASE_BOOKED,
                true,
                chip.amount() + ", TC of ATC " + chip.atc()
                        + (online.isPresent() && heard ? ", approved online" : ", given offline")));
    }

    private static void requireApproved(OnlinePurchase purchase, ChipData chip) {
        if (!purchase.state().pending() || !purchase.amount().equals(chip.amount())) {
            throw new RefusedException(
                    ResponseCode.DO_NOT_HONOUR,
                    "approved were " + purchase.amount() + ", now " + purchase.state() + "; presented are "
                            + chip.amount());
        }
    }

    private static void refusedByCard(CardFile card, ChipData chip) {
        card.online(chip.atc()).filter(purchase -> purchase.state().pending()).ifPresent(card::release);
    }

    /**
     * 0420 of a purchase: only the card's own AAC releases what was approved; without it the approval stays in doubt, since the
     * card may have given its certificate.
     */
    void reverse(HostMessage request, CardFile card, OnlinePurchase purchase) {
        if (purchase.state() == Hold.State.OPEN) {
            card.replace(purchase, Hold.State.IN_DOUBT);
        }
        if (request.chipData().isEmpty()) {
            return;
        }
        ChipData chip = ChipData.parse(request.chipData());
        checks.cryptogram(card, chip, CryptogramType.AAC, "reversal of a purchase");
        if (chip.atc() == purchase.atc()) {
            refusedByCard(card, chip);
        }
        card.orders().reported(chip.scriptResults());
        evidence.cryptogram(card, chip);
    }

    /**
     * 0220 of a refund: the card was there, as its AAC proves, and its holder gets the money back into the account.
     *
     * @throws RefusedException when it is no AAC of this card over this refund, was sent before, or is more than this merchant
     *     has claimed with this card
     */
    void refund(HostMessage request, CardFile card) {
        ChipData chip = ChipData.parse(request.chipData());
        RequestChecks.agrees(request, chip, REFUND_TYPE);
        RequestChecks.issued(card);
        checks.cryptogram(card, chip, CryptogramType.AAC, "refund");
        String merchant = merchant(request);
        Money bill = billing.bill(card.product(), chip.amount());
        if (bill.compareTo(card.claimed(merchant)) > 0) {
            throw new RefusedException(
                    ResponseCode.EXCEEDS_AMOUNT,
                    merchant + " has claimed " + card.claimed(merchant) + " with this card, and gives back " + bill);
        }
        presentOnce(card, chip);
        card.refund(merchant, bill);
        trace.record(
                new Decided(Party.ISSUER, Decision.REFUND_BOOKED, true, chip.amount() + ", AAC of ATC " + chip.atc()));
        evidence.cryptogram(card, chip);
    }
}

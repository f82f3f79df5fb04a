package dev.tapbench.parties.issuer;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tvr;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import dev.tapbench.risk.Behaviour.OnlineApproval;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * The issuer's answer to a purchase's 0100: small steps, each of which may refuse. Once the cryptogram is the card's, a refusal
 * goes to the card as well, in issuer authentication data of its own, with what the issuer wants it told.
 */
final class PurchaseApproval {
    static final String PURCHASE = "000000";
    static final int PURCHASE_TYPE = 0x00;

    private final IssuerConfig config;
    private final CardCryptography cryptography;
    private final RequestChecks checks;
    private final Billing billing;
    private final HoldEvidence evidence;
    private final AuthorizationCodes codes;
    private final Clock clock;
    private final Trace trace;

    PurchaseApproval(
            IssuerConfig config,
            CardCryptography cryptography,
            RequestChecks checks,
            Billing billing,
            HoldEvidence evidence,
            AuthorizationCodes codes,
            Clock clock,
            Trace trace) {
        this.config = config;
        this.cryptography = cryptography;
        this.checks = checks;
        this.billing = billing;
        this.evidence = evidence;
        this.codes = codes;
        this.clock = clock;
        this.trace = trace;
    }

    /**
     * Decides; an approval from the account is held before the answer exists.
     *
     * @return the response's own elements: DE38, DE39 and DE55 with 8A, 91, 71 and 72
     * @throws RefusedException when the request is not this card's: then nothing is said to the card
     */
    HostMessage decide(HostMessage request, CardFile card, HostMessage response) {
        ChipData chip = ChipData.parse(request.chipData());
        RequestChecks.agrees(request, chip, PURCHASE_TYPE);
        RequestChecks.issued(card);
        checks.cryptogram(card, chip, CryptogramType.ARQC, "purchase");
        RequestChecks.notReplayed(card, chip);
        evidence.cryptogram(card, chip);
        card.orders().heard(chip.iad().cvr());
        try {
            checkHolder(card, chip);
            Money bill = billing.bill(card.product(), chip.amount());
            checkTerms(card, bill);
            OnlinePurchase purchase = place(card, chip, bill);
            decided(true, told(purchase));
            return answer(card, chip, approving(card, purchase), ResponseCode.APPROVED, response)
                    .with(38, codes.next());
        } catch (RefusedException e) {
            decided(false, e.code() + ": " + e.getMessage());
            return answer(card, chip, Csu.DECLINE, e.code(), response);
        }
    }

    private static String told(OnlinePurchase purchase) {
        String billed = purchase.billed().equals(purchase.amount()) ? "" : ", which cost " + purchase.billed();
        return purchase.amount() + billed + ", from the "
                + purchase.source().name().toLowerCase(Locale.ROOT);
    }

    private void decided(boolean approved, String detail) {
        trace.record(new Decided(Party.ISSUER, Decision.PURCHASE_APPROVED, approved, detail));
    }

    /** Whether it may be the holder at all. */
    private static void checkHolder(CardFile card, ChipData chip) {
        RequestChecks.notHotlisted(card);
        Cvr cvr = chip.iad().cvr();
        if (cvr.has(Cvr.Bit.PIN_TRY_LIMIT_EXCEEDED) || chip.tvr().has(Tvr.Bit.PIN_TRY_LIMIT_EXCEEDED)) {
            throw new RefusedException(ResponseCode.PIN_TRIES_EXCEEDED, "no PIN try is left");
        }
        boolean wrongPin = cvr.has(Cvr.Bit.OFFLINE_PIN_FAILED);
        if (wrongPin || chip.tvr().has(Tvr.Bit.PIN_NOT_ENTERED) || chip.tvr().has(Tvr.Bit.CVM_FAILED)) {
            throw new RefusedException(ResponseCode.DO_NOT_HONOUR, "the cardholder was not verified");
        }
    }

    private void checkTerms(CardFile card, Money bill) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Money paid = card.approvedOnlineOn(today).plus(bill);
        if (paid.compareTo(config.paidPerDay()) > 0) {
            throw new RefusedException(
                    ResponseCode.EXCEEDS_AMOUNT,
                    paid + " would be paid online today, at most " + config.paidPerDay() + " may be");
        }
    }

    /**
     * What is on the chip is spent first where the product counts online payments there; the account pays where that is too
     * little, where the chip holds no money, or where it cannot tell what the amount is in its own currency.
     */
    private OnlinePurchase place(CardFile card, ChipData chip, Money bill) {
        Money onChip = new Money(chip.iad().funds(), config.currency());
        boolean fromChip = card.product().funding() == IssuerProduct.Funding.ON_CHIP
                && card.product().onlineApproval() == OnlineApproval.COUNT
                && billing.countedByDevice(card.product(), chip.amount())
                && bill.compareTo(onChip) <= 0;
        if (!fromChip && bill.compareTo(card.accountBalance()) > 0) {
            throw new RefusedException(
                    ResponseCode.NOT_SUFFICIENT_FUNDS,
                    "the chip holds " + onChip + " and the account " + card.accountBalance());
        }
        OnlinePurchase purchase = new OnlinePurchase(
                chip.atc(),
                chip.amount(),
                bill,
                Instant.now(clock),
                fromChip ? OnlinePurchase.Source.CHIP : OnlinePurchase.Source.ACCOUNT,
                Hold.State.OPEN);
        card.place(purchase);
        return purchase;
    }

    /**
     * Update-counters, as the product's risk profile wants: 11 counts the payment and debits a chip that holds money, which it
     * must not do for what the account pays; 10 lets the counters begin anew; 00 leaves them alone.
     */
    private static Csu approving(CardFile card, OnlinePurchase purchase) {
        boolean owesNothing = card.product().funding() == IssuerProduct.Funding.ON_CHIP
                && purchase.source() == OnlinePurchase.Source.ACCOUNT;
        return switch (card.product().onlineApproval()) {
            case KEEP -> Csu.APPROVE;
            case RESET -> Csu.APPROVE.with(Csu.CounterUpdate.RESET);
            case COUNT -> owesNothing ? Csu.APPROVE : Csu.APPROVE.with(Csu.CounterUpdate.ADD_TRANSACTION);
        };
    }

    /** 8A repeats DE39; the CSU in 91 is what the card believes (ARPC method 2). */
    private HostMessage answer(CardFile card, ChipData chip, Csu decision, ResponseCode code, HostMessage response) {
        Csu csu = card.orders().addTo(decision, card);
        Bytes authentication = cryptography.issuerAuthenticationData(card, chip.atc(), chip.cryptogram(), csu);
        Bytes responseCode = Bytes.of(code.code().getBytes(StandardCharsets.US_ASCII));
        return response.with(39, code.code())
                .withChipData(Bytes.concat(
                        Tlv.encode(Tags.AUTHORISATION_RESPONSE_CODE, responseCode),
                        Tlv.encode(Tags.ISSUER_AUTHENTICATION_DATA, authentication),
                        cryptography.scripts(
                                card, chip.cryptogram(), card.orders().scripts())));
    }
}

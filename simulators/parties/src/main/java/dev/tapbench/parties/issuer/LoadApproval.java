package dev.tapbench.parties.issuer;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The issuer's answer to a load's 0100: small steps, each of which may refuse (protocol section 3, tap 1). */
final class LoadApproval {
    static final String LOAD = "280000";
    private static final int LOAD_TYPE = 0x28;
    private static final String RESPONSE_CODE_APPROVED = "00";

    private final IssuerConfig config;
    private final CardCryptography cryptography;
    private final RequestChecks checks;
    private final HoldEvidence evidence;
    private final AuthorizationCodes codes;
    private final Clock clock;
    private final Trace trace;

    LoadApproval(
            IssuerConfig config,
            CardCryptography cryptography,
            RequestChecks checks,
            HoldEvidence evidence,
            AuthorizationCodes codes,
            Clock clock,
            Trace trace) {
        this.config = config;
        this.cryptography = cryptography;
        this.checks = checks;
        this.evidence = evidence;
        this.codes = codes;
        this.clock = clock;
        this.trace = trace;
    }

    /**
     * Approves: the hold is placed before the answer exists.
     *
     * @return the response's own elements: DE38, DE39 and DE55 with 8A and 91
     * @throws RefusedException when a step says no; then no money moved for this load
     */
    HostMessage approve(HostMessage request, CardFile card, HostMessage response) {
        try {
            ChipData chip = ChipData.parse(request.chipData());
            RequestChecks.agrees(request, chip, LOAD_TYPE);
            checkCard(card);
            checks.cryptogram(card, chip, CryptogramType.ARQC, "load");
            RequestChecks.notReplayed(card, chip);
            evidence.cryptogram(card, chip);
            checkTerms(card, chip);
            placeHold(card, chip);
            return approval(card, chip, response);
        } catch (RefusedException e) {
            trace.record(new Decided(Party.ISSUER, Decision.LOAD_APPROVED, false, e.code() + ": " + e.getMessage()));
            throw e;
        }
    }

    private static void checkCard(CardFile card) {
        RequestChecks.issued(card);
        RequestChecks.notHotlisted(card);
        if (card.product().funding() != IssuerProduct.Funding.ON_CHIP) {
            throw new RefusedException(
                    ResponseCode.INVALID_TRANSACTION, "a " + card.product().name() + " holds no money to be loaded");
        }
    }

    private void checkTerms(CardFile card, ChipData chip) {
        Money amount = chip.amount();
        if (!amount.currency().equals(config.currency())) {
            throw new RefusedException(
                    ResponseCode.INVALID_TRANSACTION,
                    "loads are in " + config.currency() + ", not " + amount.currency());
        }
        if (amount.minor() == 0) {
            throw new RefusedException(ResponseCode.INVALID_TRANSACTION, "a load of nothing");
        }
        if (chip.iad().cvr().pinTriesLeft() == 0) {
            throw new RefusedException(ResponseCode.PIN_TRIES_EXCEEDED, "the card has no PIN try left");
        }
        Money after = new Money(chip.iad().funds(), config.currency()).plus(amount);
        if (after.compareTo(card.product().maximumBalance()) > 0) {
            throw new RefusedException(
                    ResponseCode.EXCEEDS_AMOUNT,
                    after + " would be on the card, at most " + card.product().maximumBalance() + " may be");
        }
        checkDailyLimits(card, amount);
        if (amount.compareTo(card.accountBalance()) > 0) {
            throw new RefusedException(ResponseCode.NOT_SUFFICIENT_FUNDS, "the account holds " + card.accountBalance());
        }
    }

    private void checkDailyLimits(CardFile card, Money amount) {
        LocalDate today = Instant.now(clock).atZone(ZoneOffset.UTC).toLocalDate();
        List<Hold> loads = card.loadsOn(today);
        if (loads.size() >= config.loadsPerDay()) {
            throw new RefusedException(ResponseCode.EXCEEDS_COUNT, loads.size() + " loads today already");
        }
        Money loaded = loads.stream().map(Hold::amount).reduce(amount, Money::plus);
        if (loaded.compareTo(config.loadedPerDay()) > 0) {
            throw new RefusedException(
                    ResponseCode.EXCEEDS_AMOUNT,
                    loaded + " would be loaded today, at most " + config.loadedPerDay() + " may be");
        }
    }

    private void placeHold(CardFile card, ChipData chip) {
        Hold hold = new Hold(
                chip.atc(),
                chip.cryptogram(),
                chip.amount(),
                chip.iad().loadNumber(),
                Instant.now(clock),
                Hold.State.OPEN);
        card.place(hold);
        trace.record(new Decided(Party.ISSUER, Decision.LOAD_APPROVED, true, hold.amount() + " held"));
    }

    /** CSU approves and leaves the counters alone; the code in 8A alone would approve nothing (ARPC method 2). */
    private HostMessage approval(CardFile card, ChipData chip, HostMessage response) {
        Bytes authentication = cryptography.issuerAuthenticationData(card, chip.atc(), chip.cryptogram(), Csu.APPROVE);
        Bytes code = Bytes.of(RESPONSE_CODE_APPROVED.getBytes(StandardCharsets.US_ASCII));
        return response.with(38, codes.next())
                .with(39, ResponseCode.APPROVED.code())
                .withChipData(Tlv.encode(Tags.AUTHORISATION_RESPONSE_CODE, code)
                        .then(Tlv.encode(Tags.ISSUER_AUTHENTICATION_DATA, authentication)));
    }
}

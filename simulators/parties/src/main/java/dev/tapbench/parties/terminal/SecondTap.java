package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.PendingLoad;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.crypto.Cda;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;

/** Tap 2: the second GENERATE AC in a new activation, which departs from EMV (protocol section 3). */
final class SecondTap {
    private final Terminal terminal;
    private final LoadInProgress load;
    private final SameCard sameCard;

    SecondTap(Terminal terminal, LoadInProgress load) {
        this.terminal = terminal;
        this.load = load;
        sameCard = new SameCard(terminal, load);
    }

    /** What the card made of the issuer's answer. */
    sealed interface Result {}

    /** A TC, signed with the key certified at tap 1. */
    record Certified() implements Result {}

    /**
     * Anything else.
     *
     * @param chipData the card's AAC as DE55; empty when there is none
     */
    record Refused(String reason, Bytes chipData) implements Result {}

    Result run(CardDialogue card) {
        PendingLoad pending = sameCard.pendingLoad(card);
        // AUTHENTICATED: the card accepted the answer before, and its TC was lost on the way.
        sameCard.require(pending, PendingLoad.State.OPEN, PendingLoad.State.AUTHENTICATED);
        TransactionValues values = TransactionValues.of(
                        terminal.config(), load.amount(), TransactionValues.LOAD, terminal.entropy(), terminal.clock())
                .with(Tags.AUTHORISATION_RESPONSE_CODE, load.responseCode())
                .with(Tags.ISSUER_AUTHENTICATION_DATA, load.issuerAuthenticationData());
        Bytes cdolData = load.application().cdol2().fill(values.byTag());
        ResponseApdu response = card.send(Commands.generateAc(CryptogramType.TC, true, cdolData));
        if (!response.ok()) {
            return new Refused(
                    "the second GENERATE AC answered " + response.sw() + ": "
                            + response.sw().meaning(),
                    Bytes.empty());
        }
        return judge(CardCryptogram.parse(response.data()), values, cdolData);
    }

    private Result judge(CardCryptogram answer, TransactionValues values, Bytes cdolData) {
        if (answer.type() == CryptogramType.AAC) {
            Bytes aac = answer.plainCryptogram()
                    .map(cryptogram ->
                            CardElements.chipData(load.application(), values, answer, CryptogramType.AAC, cryptogram))
                    .orElse(Bytes.empty());
            return new Refused("the card did not accept the issuer's answer", aac);
        }
        if (answer.type() != CryptogramType.TC || answer.atc() != load.atc()) {
            return new Refused(
                    "the card answered with " + answer.type() + " of ATC " + answer.atc() + ", expected a TC of ATC "
                            + load.atc(),
                    Bytes.empty());
        }
        // The hash covers CDOL2 alone: CDOL1 belongs to another activation (protocol section 3).
        Cda.Result signature = answer.signature(load.cardKey(), values.unpredictableNumber(), cdolData);
        if (signature instanceof Cda.Invalid invalid) {
            authenticated(false, invalid.reason());
            sameCard.decided(false, invalid.reason());
            return new Refused("the certificate is not this card's: " + invalid.reason(), Bytes.empty());
        }
        authenticated(true, "CDA of the second GENERATE AC");
        sameCard.decided(true, "DF21, and CDA of the TC under the key certified at tap 1");
        return new Certified();
    }

    private void authenticated(boolean holds, String detail) {
        terminal.trace().record(new Decided(Party.TERMINAL, Decision.OFFLINE_DATA_AUTHENTICATED, holds, detail));
    }
}

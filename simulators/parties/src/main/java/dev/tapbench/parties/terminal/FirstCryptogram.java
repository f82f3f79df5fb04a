package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.crypto.Cda;
import dev.tapbench.emv.crypto.Recovery;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import java.security.interfaces.RSAPublicKey;

/**
 * A transaction up to the answer to the first GENERATE AC.
 *
 * @param cardKey certified key of the card
 * @param cryptogram the signed one, or that of an unsigned AAC; 8 bytes
 */
record FirstCryptogram(
        CardApplication application,
        RSAPublicKey cardKey,
        TransactionValues values,
        CardCryptogram answer,
        Bytes cryptogram) {

    /**
     * The steps in the specification's order: select, read, authenticate, ask for a cryptogram, check its signature.
     *
     * @throws TapEnded when a step ends the transaction
     */
    static FirstCryptogram ask(
            Terminal terminal, CardDialogue card, Money amount, int transactionType, CryptogramType wanted) {
        TransactionValues values =
                TransactionValues.of(terminal.config(), amount, transactionType, terminal.entropy(), terminal.clock());
        CardApplication application = new Selection(terminal.config()).readApplication(card, values);
        RSAPublicKey cardKey = authenticate(terminal, application);
        Bytes cdolData = application.cdol1().fill(values.byTag());
        CardCryptogram answer = generate(card, wanted, cdolData);
        Bytes cryptogram = checkSignature(terminal, cardKey, application, values, cdolData, answer);
        return new FirstCryptogram(application, cardKey, values, answer, cryptogram);
    }

    /** EMV Book 2, 6.2 to 6.4; a card that fails is not asked for anything. */
    private static RSAPublicKey authenticate(Terminal terminal, CardApplication application) {
        Recovery recovery = terminal.authentication().cardKey(application, TransactionValues.today(terminal.clock()));
        if (recovery instanceof Recovery.Valid valid) {
            return valid.key();
        }
        String reason = ((Recovery.Invalid) recovery).reason();
        authenticated(terminal, false, reason);
        throw new TapEnded(Outcome.DECLINED, reason);
    }

    /** EMV Book 3, 10.8. */
    private static CardCryptogram generate(CardDialogue card, CryptogramType wanted, Bytes cdolData) {
        CardCryptogram answer =
                CardCryptogram.parse(card.require("GENERATE AC", Commands.generateAc(wanted, true, cdolData)));
        boolean moreThanAsked = wanted == CryptogramType.ARQC && answer.type() == CryptogramType.TC;
        if (moreThanAsked) {
            throw new TapEnded(Outcome.DECLINED, "the card gave a TC where an ARQC was asked for (EMV Book 3, 9.3)");
        }
        return answer;
    }

    /** EMV Book 2, 6.6.2; an AAC is never signed. */
    private static Bytes checkSignature(
            Terminal terminal,
            RSAPublicKey cardKey,
            CardApplication application,
            TransactionValues values,
            Bytes cdolData,
            CardCryptogram answer) {
        if (answer.type() == CryptogramType.AAC) {
            return answer.plainCryptogram()
                    .orElseThrow(() -> new TapEnded(Outcome.DECLINED, "the card declined without a cryptogram"));
        }
        Cda.Result result = answer.signature(cardKey, values.unpredictableNumber(), application.pdolData(), cdolData);
        if (result instanceof Cda.Valid valid) {
            authenticated(terminal, true, "certificate chain and CDA of the " + valid.type());
            return valid.cryptogram();
        }
        String reason = ((Cda.Invalid) result).reason();
        authenticated(terminal, false, reason);
        throw new TapEnded(Outcome.DECLINED, reason);
    }

    private static void authenticated(Terminal terminal, boolean holds, String detail) {
        terminal.trace().record(new Decided(Party.TERMINAL, Decision.OFFLINE_DATA_AUTHENTICATED, holds, detail));
    }

    /** DE55 of a message about this transaction. */
    Bytes chipData() {
        return CardElements.chipData(application, values, answer, answer.type(), cryptogram);
    }
}

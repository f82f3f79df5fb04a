package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Tsi;
import dev.tapbench.emv.Tvr;
import dev.tapbench.emv.crypto.Cda;
import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;

/**
 * A transaction up to the answer to the first GENERATE AC.
 *
 * @param authentication with the certified key of the card
 * @param cdolData what was sent in the first GENERATE AC
 * @param cryptogram the signed one, or that of an unsigned answer; 8 bytes
 */
record FirstCryptogram(
        CardApplication application,
        OfflineAuthentication authentication,
        TransactionValues values,
        Bytes cdolData,
        CardCryptogram answer,
        Bytes cryptogram) {

    /**
     * EMV Book 3, 10.8: card action analysis.
     *
     * @throws TapEnded when the answer is more than was asked for, or not the card's
     */
    static FirstCryptogram ask(
            Terminal terminal,
            CardDialogue card,
            Transaction transaction,
            CardApplication application,
            OfflineAuthentication authentication,
            CryptogramType wanted) {
        boolean signed = wanted != CryptogramType.AAC && authentication.awaitsSignedCryptogram();
        Bytes cdolData = application.cdol1().fill(transaction.values().byTag());
        CardCryptogram answer =
                CardCryptogram.parse(card.require("GENERATE AC", Commands.generateAc(wanted, signed, cdolData)));
        transaction.performed(Tsi.Bit.CARD_RISK_MANAGEMENT_PERFORMED);
        requireNoMoreThanAsked(wanted, answer.type());
        Bytes cryptogram = signed && answer.type() != CryptogramType.AAC
                ? signedCryptogram(terminal, card, transaction, application, authentication, cdolData, answer)
                : plainCryptogram(answer);
        return new FirstCryptogram(application, authentication, transaction.values(), cdolData, answer, cryptogram);
    }

    /** EMV Book 3, 9.3: a TC is more than an ARQC, and that is more than an AAC. */
    private static void requireNoMoreThanAsked(CryptogramType wanted, CryptogramType given) {
        boolean less = given == CryptogramType.AAC || given == wanted || wanted == CryptogramType.TC;
        if (!less) {
            throw new TapEnded(
                    Outcome.DECLINED,
                    "the card gave " + article(given) + " where " + article(wanted)
                            + " was asked for (EMV Book 3, 9.3)");
        }
    }

    private static String article(CryptogramType type) {
        return (type == CryptogramType.TC ? "a " : "an ") + type;
    }

    private static Bytes plainCryptogram(CardCryptogram answer) {
        return answer.plainCryptogram()
                .orElseThrow(() -> answer.type() == CryptogramType.AAC
                        ? new TapEnded(Outcome.DECLINED, "the card declined without a cryptogram")
                        : new EmvDataException("GENERATE AC answered " + article(answer.type())
                                + " without 9F26 (EMV Book 3, 6.5.5.4)"));
    }

    /** EMV Book 2, 6.6.2; an AAC is never signed. */
    private static Bytes signedCryptogram(
            Terminal terminal,
            CardDialogue card,
            Transaction transaction,
            CardApplication application,
            OfflineAuthentication authentication,
            Bytes cdolData,
            CardCryptogram answer) {
        RSAPublicKey key = authentication.cardKey().orElseThrow();
        Cda.Result result =
                answer.signature(key, transaction.values().unpredictableNumber(), application.pdolData(), cdolData);
        if (result instanceof Cda.Valid valid) {
            terminal.authentication().decided(true, "certificate chain and CDA of the " + valid.type());
            return valid.cryptogram();
        }
        String reason = ((Cda.Invalid) result).reason();
        terminal.authentication().decided(false, reason);
        transaction.found(Tvr.Bit.CDA_FAILED);
        if (answer.type() == CryptogramType.ARQC && !transaction.isLoad()) {
            // EMV Book 4, 6.3.2: the card is told at once that nothing comes of it. A load's second cryptogram has a
            // tap of its own.
            var unused = card.send(Commands.generateAc(
                    CryptogramType.AAC,
                    false,
                    application.cdol2().fill(transaction.values().byTag())));
        }
        throw new TapEnded(Outcome.DECLINED, reason);
    }

    /** DE55 of a message about this transaction. */
    Bytes chipData() {
        return CardElements.chipData(application, values, answer, answer.type(), cryptogram);
    }
}

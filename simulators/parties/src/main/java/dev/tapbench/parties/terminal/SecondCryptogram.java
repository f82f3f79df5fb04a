package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.Tvr;
import dev.tapbench.emv.crypto.Cda;
import dev.tapbench.ports.Bytes;

/**
 * What the card made of the issuer's answer, in the activation of the first cryptogram (EMV Book 3, 10.11).
 *
 * @param certified whether the card gave a TC that is its own
 * @param reason why it did not; empty where it did
 * @param chipData DE55 with the cryptogram; empty where the card gave none
 */
record SecondCryptogram(boolean certified, String reason, Bytes chipData) {
    /** @param wanted TC or AAC */
    static SecondCryptogram ask(
            Terminal terminal,
            CardDialogue card,
            Transaction transaction,
            FirstCryptogram first,
            CryptogramType wanted) {
        boolean signed = wanted == CryptogramType.TC && first.authentication().awaitsSignedCryptogram();
        Bytes cdolData = first.application().cdol2().fill(transaction.values().byTag());
        ResponseApdu response = card.send(Commands.generateAc(wanted, signed, cdolData));
        if (!response.ok()) {
            return refused("the second GENERATE AC answered " + response.sw() + ": "
                    + response.sw().meaning());
        }
        CardCryptogram answer = CardCryptogram.parse(response.data());
        if (answer.type() == CryptogramType.ARQC
                || (wanted == CryptogramType.AAC && answer.type() != CryptogramType.AAC)
                || answer.atc() != first.answer().atc()) {
            return refused("the card answered with " + answer.type() + " of ATC " + answer.atc() + ", expected "
                    + wanted + " of ATC " + first.answer().atc());
        }
        if (answer.type() == CryptogramType.AAC || !signed) {
            return plain(transaction, first, answer);
        }
        return signed(terminal, transaction, first, answer, cdolData);
    }

    private static SecondCryptogram refused(String reason) {
        return new SecondCryptogram(false, reason, Bytes.empty());
    }

    private static SecondCryptogram plain(Transaction transaction, FirstCryptogram first, CardCryptogram answer) {
        Bytes cryptogram = answer.plainCryptogram()
                .orElseThrow(() -> new EmvDataException(
                        "the second GENERATE AC answered " + answer.type() + " without 9F26 (EMV Book 3, 6.5.5.4)"));
        boolean certified = answer.type() == CryptogramType.TC;
        return new SecondCryptogram(
                certified,
                certified ? "" : "the card declined",
                CardElements.chipData(first.application(), transaction.values(), answer, answer.type(), cryptogram));
    }

    /** EMV Book 2, 6.6.2: the hash covers what both GENERATE ACs brought. */
    private static SecondCryptogram signed(
            Terminal terminal, Transaction transaction, FirstCryptogram first, CardCryptogram answer, Bytes cdolData) {
        Cda.Result result = answer.signature(
                first.authentication().cardKey().orElseThrow(),
                transaction.values().unpredictableNumber(),
                first.application().pdolData(),
                first.cdolData(),
                cdolData);
        if (result instanceof Cda.Invalid invalid) {
            terminal.authentication().decided(false, invalid.reason());
            transaction.found(Tvr.Bit.CDA_FAILED);
            return refused("the certificate is not this card's: " + invalid.reason());
        }
        Cda.Valid valid = (Cda.Valid) result;
        terminal.authentication().decided(true, "CDA of the second GENERATE AC");
        return new SecondCryptogram(
                true,
                "",
                CardElements.chipData(
                        first.application(), transaction.values(), answer, valid.type(), valid.cryptogram()));
    }
}

package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tsi;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.CardRemovedException;

/**
 * From the ARQC to the second cryptogram, while the card stays in the reader (EMV Book 3, 10.9 to 10.11): the issuer is asked,
 * its scripts and its answer go to the card, and what came of them goes back to the issuer.
 */
final class OnlineProcessing {
    private static final Bytes OFFLINE_APPROVED = IssuerAnswer.ascii("Y3");
    private static final Bytes OFFLINE_DECLINED = IssuerAnswer.ascii("Z3");

    private final Terminal terminal;
    private final Kernel kernel;
    private final CardDialogue card;
    private final Transaction transaction;
    private final FirstCryptogram first;
    private final HostMessage request;
    private final IssuerScripts scripts;

    OnlineProcessing(
            Terminal terminal, Kernel kernel, CardDialogue card, Transaction transaction, FirstCryptogram first) {
        this.terminal = terminal;
        this.kernel = kernel;
        this.card = card;
        this.transaction = transaction;
        this.first = first;
        request = terminal.host()
                .request("0100", transaction.type(), transaction.amount(), first.application())
                .withChipData(first.chipData());
        scripts = new IssuerScripts(terminal, card, transaction);
    }

    /**
     * What came of it.
     *
     * @param approved whether the card gave its certificate
     * @param reason why not, or how the terminal decided alone; may be empty
     */
    record Result(boolean approved, String reason) {}

    /** @throws TapEnded when the card left before it was told */
    Result run() {
        terminal.queue().underWay(terminal.host().reversal(request, transaction.amount(), first.application()));
        HostDialogue.Answer answer = terminal.host().exchange(request);
        try {
            return answer instanceof HostDialogue.Answer.Trusted trusted
                    ? answered(trusted.message())
                    : unableToGoOnline(((HostDialogue.Answer.None) answer).reason());
        } catch (CardRemovedException e) {
            reverse(Bytes.empty());
            throw new TapEnded(Outcome.DECLINED, "the card left before it heard its issuer");
        }
    }

    /** 10.9 and 10.10: scripts of template 71, the second GENERATE AC with the issuer's word, scripts of template 72. */
    private Result answered(HostMessage response) {
        IssuerAnswer issuer;
        try {
            issuer = IssuerAnswer.of(response);
        } catch (EmvDataException e) {
            return unableToGoOnline("DE55 of the issuer's answer cannot be read: " + e.getMessage());
        }
        if (!issuer.authenticationData().isEmpty()) {
            transaction.performed(Tsi.Bit.ISSUER_AUTHENTICATION_PERFORMED);
        }
        scripts.beforeSecondCryptogram(issuer.before());
        transaction.answered(issuer.responseCode(), issuer.authenticationData());
        SecondCryptogram second = SecondCryptogram.ask(
                terminal, card, transaction, first, issuer.approved() ? CryptogramType.TC : CryptogramType.AAC);
        scripts.afterSecondCryptogram(issuer.after());
        return issuer.approved() ? approved(response, second) : declined(response, second);
    }

    private Result approved(HostMessage response, SecondCryptogram second) {
        if (second.certified()) {
            terminal.queue().store(advice(second).echoing(response, 38));
            terminal.queue().settled(request);
            return new Result(true, "");
        }
        reverse(second.chipData());
        return new Result(false, "the issuer approved, but " + second.reason());
    }

    /** The issuer hears of its scripts; of a plain refusal it needs to hear nothing. */
    private Result declined(HostMessage response, SecondCryptogram second) {
        if (!scripts.results().isEmpty() && !second.chipData().isEmpty()) {
            terminal.queue().store(advice(second));
        }
        terminal.queue().settled(request);
        return new Result(false, "the issuer declined with DE39 " + response.require(39));
    }

    /**
     * EMV Book 3, 10.7 and 10.9: the default action codes decide, and the card has the last word. The request may have arrived
     * and been approved: it is reversed before the card's certificate is presented.
     */
    private Result unableToGoOnline(String why) {
        boolean decline = kernel.declinedOffline(first.application(), transaction);
        transaction.answered(decline ? OFFLINE_DECLINED : OFFLINE_APPROVED, Bytes.empty());
        SecondCryptogram second = SecondCryptogram.ask(
                terminal, card, transaction, first, decline ? CryptogramType.AAC : CryptogramType.TC);
        reverse(second.certified() ? Bytes.empty() : second.chipData());
        if (second.certified()) {
            terminal.queue().store(advice(second));
            return new Result(true, "decided offline: " + why);
        }
        return new Result(false, decline ? why : why + ", and " + second.reason());
    }

    /** 0220 with the card's cryptogram and what came of the scripts. */
    private HostMessage advice(SecondCryptogram second) {
        return terminal.host()
                .following("0220", transaction.type(), transaction.amount(), first.application(), request)
                .withChipData(withScriptResults(second.chipData()));
    }

    private void reverse(Bytes cardsWord) {
        terminal.queue().reverse(request, cardsWord.isEmpty() ? cardsWord : withScriptResults(cardsWord));
    }

    private Bytes withScriptResults(Bytes chipData) {
        Bytes results = scripts.results();
        return results.isEmpty() ? chipData : chipData.then(Tlv.encode(Tags.SCRIPT_RESULTS, results));
    }
}

package dev.tapbench.parties.terminal;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.PendingLoad;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/**
 * A load that the issuer has approved: what taps 2 and 3 must agree with.
 *
 * @param first tap 1
 * @param loadNumber of the card at tap 1
 * @param request the 0100
 * @param response the 0110
 * @param responseCode 8A, 2 bytes
 * @param issuerAuthenticationData 91
 * @param cardsWord DE55 with the AAC that refused the issuer's answer; empty as long as there is none
 */
record LoadInProgress(
        Money amount,
        FirstCryptogram first,
        int loadNumber,
        HostMessage request,
        HostMessage response,
        Bytes responseCode,
        Bytes issuerAuthenticationData,
        Bytes cardsWord) {

    /** @throws TapEnded when the approval lacks what the card needs */
    static LoadInProgress approved(Money amount, FirstCryptogram first, HostMessage request, HostMessage response) {
        return new LoadInProgress(
                amount,
                first,
                LoadTransaction.loadNumber(first),
                request,
                response,
                element(response, Tags.AUTHORISATION_RESPONSE_CODE),
                element(response, Tags.ISSUER_AUTHENTICATION_DATA),
                Bytes.empty());
    }

    private static Bytes element(HostMessage response, int tag) {
        try {
            return Tlv.find(Tlv.parseAll(response.chipData()), tag)
                    .map(Tlv::value)
                    .orElseThrow(() -> new TapEnded(Outcome.DECLINED, "the approval lacks " + Tlv.hexTag(tag)));
        } catch (EmvDataException e) {
            throw new TapEnded(Outcome.DECLINED, "DE55 of the approval cannot be read: " + e.getMessage());
        }
    }

    LoadInProgress withCardsWord(Bytes chipData) {
        return new LoadInProgress(
                amount, first, loadNumber, request, response, responseCode, issuerAuthenticationData, chipData);
    }

    CardApplication application() {
        return first.application();
    }

    RSAPublicKey cardKey() {
        return first.authentication().cardKey().orElseThrow();
    }

    int atc() {
        return first.answer().atc();
    }

    /** Whether DF21 speaks of this load, in one of these states. */
    boolean matches(PendingLoad pending, PendingLoad.State... states) {
        return List.of(states).contains(pending.state())
                && pending.atc() == atc()
                && pending.amount() == amount.minor()
                && pending.currencyCode().equals(amount.currency().code())
                && pending.loadNumber() == loadNumber;
    }

    /** Whether DF22 speaks of this load, accepted or abandoned. */
    boolean matches(LoadReceipt receipt) {
        return receipt.atc() == atc()
                && receipt.amount() == amount.minor()
                && receipt.currencyCode().equals(amount.currency().code())
                && receipt.arqc().equals(first.cryptogram())
                && receipt.loadNumber() == (receipt.accepted() ? (loadNumber + 1) & 0xFFFF : loadNumber);
    }
}

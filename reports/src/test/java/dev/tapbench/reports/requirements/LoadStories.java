package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.cdol1;
import static dev.tapbench.reports.requirements.Events.cdol2;
import static dev.tapbench.reports.requirements.Events.closed;
import static dev.tapbench.reports.requirements.Events.cryptogram;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.Events.iad;
import static dev.tapbench.reports.requirements.Events.message;
import static dev.tapbench.reports.requirements.Events.opened;
import static dev.tapbench.reports.requirements.Events.prompt;
import static dev.tapbench.reports.requirements.Events.read;
import static dev.tapbench.reports.requirements.Events.receipt;
import static dev.tapbench.reports.requirements.Events.select;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.TraceEvent;

/** A load of 50.00 on 20.00, as sound parties tell it. */
final class LoadStories {
    static final String READER = "reader-1";
    static final long AMOUNT = 5_000;
    static final long FUNDS = 2_000;
    /** ARPC, CSU with approval, and no proprietary data. */
    static final Bytes AUTHENTICATION = Bytes.hex("AABBCCDD03800000");

    private LoadStories() {}

    static Story honest() {
        return honest(7, AUTHENTICATION);
    }

    /** @param atc of tap 1, which also sets the taps' numbers apart from another load's */
    static Story honest(int atc, Bytes authentication) {
        int tap = 10 * atc;
        return new Story()
                .then("asked", new Entered(Party.TERMINAL, Entered.Entry.LOAD_AMOUNT))
                .then("requested", new Decided(Party.TERMINAL, Decision.LOAD_REQUESTED, true, "50.00 EUR"))
                .then("prompt 1", prompt(Party.TERMINAL, Prompt.PRESENT_CARD))
                .then("tap 1", opened(tap + 1, READER))
                .then("select 1", select(tap + 1, READER))
                .then("arqc", arqc(tap + 1, atc))
                .then("end 1", closed(tap + 1, READER))
                .then("0100", request(atc))
                .then("arqc valid", decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID, true))
                .then("approved", decided(Party.ISSUER, Decision.LOAD_APPROVED, true))
                .then("0110", answer(authentication))
                .then("mac valid", decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, true))
                .then("prompt 2", prompt(Party.TERMINAL, Prompt.PRESENT_CARD_AGAIN))
                .then("tap 2", opened(tap + 2, READER))
                .then("select 2", select(tap + 2, READER))
                .then("tc", second(tap + 2, atc, authentication, CryptogramType.TC))
                .then("signature valid", decided(Party.TERMINAL, Decision.OFFLINE_DATA_AUTHENTICATED, true))
                .then("end 2", closed(tap + 2, READER))
                .then("pin prompt", prompt(Party.READER, Prompt.ENTER_PIN))
                .then("pin", new Entered(Party.PIN_PAD, Entered.Entry.PIN))
                .then("prompt 3", prompt(Party.TERMINAL, Prompt.PRESENT_CARD_AGAIN))
                .then("tap 3", opened(tap + 3, READER))
                .then("select 3", select(tap + 3, READER))
                .then("challenge", apdu(tap + 3, READER, "0084000000", "11223344556677889000"))
                .then("verify", verify(tap + 3, 0x88, 128, "9000"))
                .then("receipt", receiptRead(tap + 3, accepted(atc)))
                .then("end 3", closed(tap + 3, READER))
                .then("0220", completion(accepted(atc)))
                .then("booked", decided(Party.ISSUER, Decision.LOAD_BOOKED, true))
                .then("funds", fundsRead(FUNDS + AMOUNT));
    }

    static ApduExchanged arqc(int tap, int atc) {
        return apdu(
                tap,
                READER,
                generateAc(0x90, cdol1(AMOUNT, 0x28)),
                cryptogram(CryptogramType.ARQC, atc, true, iad(FUNDS, 3), Bytes.empty()));
    }

    static MessagePassed request(int atc) {
        Bytes chip = Bytes.concat(
                Tlv.encode(Tags.APPLICATION_CRYPTOGRAM, Bytes.hex("1122334455667788")),
                Tlv.encode(Tags.ATC, Bytes.number(atc, 2)),
                Tlv.encode(Tags.IAD, iad(FUNDS, 3).encode()));
        return message(Party.TERMINAL, Party.ISSUER, MessageType.AUTHORIZATION_REQUEST, "000001", "DE55", chip.toHex());
    }

    static MessagePassed answer(Bytes authentication) {
        return message(
                Party.ISSUER,
                Party.TERMINAL,
                MessageType.AUTHORIZATION_RESPONSE,
                "000001",
                "DE39",
                "00",
                "DE55",
                Tlv.encode(Tags.ISSUER_AUTHENTICATION_DATA, authentication).toHex(),
                "DE64",
                "0102030405060708");
    }

    static ApduExchanged second(int tap, int atc, Bytes authentication, CryptogramType given, Cvr.Bit... bits) {
        return apdu(
                tap,
                READER,
                generateAc(0x50, cdol2(AMOUNT, authentication)),
                cryptogram(given, atc, given == CryptogramType.TC, iad(FUNDS, 3, bits), Bytes.empty()));
    }

    /** A purchase between the taps of a load. */
    static ApduExchanged payment(int tap) {
        return apdu(
                tap,
                READER,
                generateAc(0x50, cdol1(500, 0x00)),
                cryptogram(CryptogramType.TC, 8, true, iad(FUNDS - 500, 3), Bytes.empty()));
    }

    static ApduExchanged verify(int tap, int p2, int length, String statusWord) {
        return apdu(
                tap,
                READER,
                Bytes.concat(Bytes.of(0x00, 0x20, 0x00, p2, length), Bytes.zeros(length))
                        .toHex(),
                statusWord);
    }

    static LoadReceipt accepted(int atc) {
        return receipt(LoadReceipt.Status.ACCEPTED, atc, AMOUNT, 4, FUNDS + AMOUNT);
    }

    static ApduExchanged receiptRead(int tap, LoadReceipt receipt) {
        return apdu(tap, READER, "80CADF2200", read(Tags.LOAD_RECEIPT, receipt.encode()));
    }

    static MessagePassed completion(LoadReceipt receipt) {
        return message(
                Party.TERMINAL,
                Party.ISSUER,
                MessageType.COMPLETION_ADVICE,
                "000002",
                "DE55",
                Tlv.encode(Tags.LOAD_RECEIPT, receipt.encode()).toHex());
    }

    static TraceEvent fundsRead(long minor) {
        return apdu(99, "reader-2", "80CA9F5000", read(Tags.FUNDS, new Money(minor, Currency.EUR).n12()));
    }
}

package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.cdol1;
import static dev.tapbench.reports.requirements.Events.closed;
import static dev.tapbench.reports.requirements.Events.cryptogram;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.Events.iad;
import static dev.tapbench.reports.requirements.Events.opened;
import static dev.tapbench.reports.requirements.Events.prompt;
import static dev.tapbench.reports.requirements.Events.read;
import static dev.tapbench.reports.requirements.Events.select;

import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;

/** A phone with 100.00 that has paid 10.00 three times, is over its lost-or-stolen limit, and pays 10.00 at a second tap. */
final class PhoneStories {
    static final String READER = "reader-1";
    static final String WIRE = "wired-1";
    static final Bytes ASKS = Tlv.encode(Tags.CARDHOLDER_INTERACTION, Bytes.hex("100000"));

    private PhoneStories() {}

    static Story honest() {
        return new Story()
                .then("tap 0", opened(1, READER))
                .then("select 0", select(1, READER))
                .then("paid before", payment(1, 1_000, CryptogramType.TC, 8_000))
                .then("end 0", closed(1, READER))
                .then("tap 1", opened(2, READER))
                .then("select 1", select(2, READER))
                .then("asks", asks(2, 7_000))
                .then("end 1", closed(2, READER))
                .then("tripped", counters(3, 3_000, 3, 3_000))
                .then("see phone", prompt(Party.TERMINAL, Prompt.SEE_PHONE))
                .then("wire", opened(1, WIRE))
                .then("learns", apdu(1, WIRE, "80CADF4B00", "DF4B031000009000"))
                .then("passcode prompt", prompt(Party.PHONE, Prompt.ENTER_PASSCODE))
                .then("passcode", new Entered(Party.PHONE, Entered.Entry.PASSCODE))
                .then("verify", verify("9000"))
                .then("cvm valid", decided(Party.PHONE, Decision.CVM_VALID, true))
                .then("tap again", prompt(Party.PHONE, Prompt.TAP_AGAIN))
                .then("counters", counters(3, 3_000, 0, 0))
                .then("tap 2", opened(3, READER))
                .then("select 2", select(3, READER))
                .then("pays", payment(3, 1_000, CryptogramType.TC, 6_000, Cvr.Bit.CVM_ARMED))
                .then("outcome", decided(Party.TERMINAL, Decision.TRANSACTION_OUTCOME, true))
                .then("end 2", closed(3, READER));
    }

    static ApduExchanged payment(int tap, long amount, CryptogramType given, long funds, Cvr.Bit... bits) {
        return payment(tap, amount, Currency.EUR, given, funds, Bytes.empty(), bits);
    }

    static ApduExchanged payment(
            int tap, long amount, Currency currency, CryptogramType given, long funds, Bytes more, Cvr.Bit... bits) {
        return apdu(
                tap,
                READER,
                generateAc(0x50, cdol1(amount, 0, currency)),
                cryptogram(given, tap, given == CryptogramType.TC, iad(funds, 0, bits), more));
    }

    static ApduExchanged asks(int tap, long funds) {
        return payment(
                tap, 1_000, Currency.EUR, CryptogramType.AAC, funds, ASKS, Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED);
    }

    static ApduExchanged verify(String statusWord) {
        return apdu(1, WIRE, "0020008008241234FFFFFFFFFF", statusWord);
    }

    static ApduExchanged counters(int firstCount, long firstAmount, int secondCount, long secondAmount) {
        CounterReport report = new CounterReport(
                firstCount, firstAmount, 250, 255, CounterReport.NO_LIMIT, 10_000, secondCount, secondAmount, 3, 3_000);
        return apdu(1, WIRE, "80CADF2300", read(Tags.COUNTERS, report.encode()));
    }

    static Story wrongPasscode() {
        return honest().with("verify", verify("63C2"))
                .with("cvm valid", decided(Party.PHONE, Decision.CVM_VALID, false))
                .with("tap again", prompt(Party.PHONE, Prompt.WRONG_PASSCODE))
                .with("counters", counters(3, 3_000, 3, 3_000))
                .endingBefore("tap 2");
    }

    /** Funds short and the lost-or-stolen limit tripped as well. */
    static Story shortOfFunds() {
        return honest().with(
                        "asks",
                        payment(
                                2,
                                2_000,
                                CryptogramType.AAC,
                                1_000,
                                Cvr.Bit.UPPER_AMOUNT_EXCEEDED,
                                Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED))
                .endingBefore("see phone")
                .then("declined", prompt(Party.TERMINAL, Prompt.DECLINED));
    }

    static Story larger(CryptogramType given) {
        return honest().with("pays", payment(3, 2_500, given, 7_000)).endingBefore("outcome");
    }
}

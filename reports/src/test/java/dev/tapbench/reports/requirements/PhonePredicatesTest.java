package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.cdol1;
import static dev.tapbench.reports.requirements.Events.cryptogram;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.Events.iad;
import static dev.tapbench.reports.requirements.Events.prompt;
import static dev.tapbench.reports.requirements.PhoneStories.ASKS;
import static dev.tapbench.reports.requirements.PhoneStories.WIRE;
import static dev.tapbench.reports.requirements.PhoneStories.asks;
import static dev.tapbench.reports.requirements.PhoneStories.counters;
import static dev.tapbench.reports.requirements.PhoneStories.honest;
import static dev.tapbench.reports.requirements.PhoneStories.larger;
import static dev.tapbench.reports.requirements.PhoneStories.payment;
import static dev.tapbench.reports.requirements.PhoneStories.shortOfFunds;
import static dev.tapbench.reports.requirements.PhoneStories.verify;
import static dev.tapbench.reports.requirements.PhoneStories.wrongPasscode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Cvr;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonePredicatesTest {
    private static dev.tapbench.ports.trace.TraceEvent wiredPayment(CryptogramType given) {
        return apdu(
                1, WIRE, generateAc(0x50, cdol1(1_000, 0)), cryptogram(given, 9, false, iad(7_000, 0), Bytes.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"R-05", "R-06", "R-07", "R-08", "R-09", "R-10", "R-11"})
    void anHonestPaymentShowsEveryRequirement(String requirement) {
        assertThat(shows(requirement, honest())).matches(Finding::holds, "holds");
        assertThat(shows(requirement, new Story())).matches(f -> !f.holds(), "an empty trace shows nothing");
    }

    @Test
    void aPaymentThatLeavesLessThanItsAmountIsNotShortOfFunds() {
        assertThat(shows("R-06", honest().with("paid before", payment(1, 6_000, CryptogramType.TC, 4_000))))
                .matches(Finding::holds, "holds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"R-05", "R-06", "R-08", "R-09", "R-10", "R-11"})
    void anHonestPaymentRefusesNothing(String requirement) {
        assertThat(refuses(requirement, honest())).matches(f -> !f.holds(), "nothing was attempted");
    }

    /** The right passcode, from a reader that is held to the phone. */
    private static Story passcodeOverTheAir(int counted) {
        return wrongPasscode()
                .with("verify", apdu(9, "strange reader", "0020008008241234FFFFFFFFFF", counted == 0 ? "9000" : "6985"))
                .with("counters", counters(3, 3_000, counted, 1_000L * counted));
    }

    static Stream<Arguments> notShown() {
        Story neverAsked = honest().with(
                        "asks", payment(2, 1_000, CryptogramType.AAC, 7_000, Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED));
        return Stream.of(
                arguments("R-05", "no tap", honest().without("tap 0", "tap 1", "tap 2")),
                arguments("R-05", "never selected", honest().without("select 0", "select 1", "select 2")),
                arguments("R-05", "the phone noticed nothing", honest().endingBefore("wire")),
                arguments(
                        "R-05",
                        "paid over the wire",
                        honest().before("passcode prompt", "wired", wiredPayment(CryptogramType.TC))),
                arguments("R-06", "not asked for", neverAsked),
                arguments("R-06", "no prompt", honest().without("passcode prompt")),
                arguments(
                        "R-06",
                        "prompted before the funds were looked at",
                        honest().swapped("asks", "passcode prompt")),
                arguments("R-06", "asked in vain", honest().with("asks", asks(2, 500))),
                arguments(
                        "R-07",
                        "limit not tripped",
                        honest().with("asks", payment(2, 1_000, Currency.EUR, CryptogramType.AAC, 7_000, ASKS))),
                arguments("R-07", "nothing was paid before", honest().without("paid before")),
                arguments("R-07", "nobody read the second pair", honest().without("tripped")),
                arguments("R-07", "the count is not over", honest().with("tripped", counters(3, 3_000, 2, 3_000))),
                arguments("R-07", "the amount is not over", honest().with("tripped", counters(3, 2_000, 3, 2_000))),
                arguments(
                        "R-07",
                        "paid over the limit",
                        honest().with(
                                        "paid before",
                                        payment(
                                                1,
                                                1_000,
                                                CryptogramType.TC,
                                                8_000,
                                                Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED))),
                arguments("R-08", "not asked for", neverAsked),
                arguments("R-08", "before the funds were found to suffice", honest().with("asks", asks(2, 500))),
                arguments("R-08", "terminal said nothing", honest().without("see phone")),
                arguments("R-08", "phone said nothing", honest().without("passcode prompt")),
                arguments("R-08", "prompted before the applet asked", honest().swapped("asks", "passcode prompt")),
                arguments("R-09", "not verified by the applet", honest().without("verify")),
                arguments("R-09", "wrong passcode", wrongPasscode()),
                arguments("R-09", "decided before the applet did", honest().swapped("verify", "cvm valid")),
                arguments("R-09", "phone believes a wrong passcode", honest().with("verify", verify("63C2"))),
                arguments("R-09", "no decision", honest().without("cvm valid")),
                arguments(
                        "R-09", "tap again without a decision of the applet", honest().swapped("verify", "tap again")),
                arguments("R-10", "second pair kept", honest().with("counters", counters(3, 3_000, 3, 3_000))),
                arguments(
                        "R-10",
                        "amount of the second pair kept",
                        honest().with("counters", counters(3, 3_000, 0, 3_000))),
                arguments("R-10", "first pair reset too", honest().with("counters", counters(0, 0, 0, 0))),
                arguments("R-10", "funds moved", honest().with("counters", counters(3, 2_000, 0, 0))),
                arguments("R-10", "nobody looked", honest().without("counters")),
                arguments("R-10", "looked before the verification only", honest().swapped("verify", "counters")),
                arguments("R-11", "no second tap", honest().without("tap 2")),
                arguments("R-11", "not paid", honest().with("pays", payment(3, 1_000, CryptogramType.AAC, 7_000))),
                arguments(
                        "R-11",
                        "not under the verification",
                        honest().with("pays", payment(3, 1_000, CryptogramType.TC, 6_000))),
                arguments(
                        "R-11",
                        "a larger payment",
                        honest().with("pays", payment(3, 2_500, CryptogramType.TC, 4_500, Cvr.Bit.CVM_ARMED))),
                arguments(
                        "R-11",
                        "another currency",
                        honest().with(
                                        "pays",
                                        payment(
                                                3,
                                                1_000,
                                                Currency.USD,
                                                CryptogramType.TC,
                                                6_000,
                                                Bytes.empty(),
                                                Cvr.Bit.CVM_ARMED))),
                arguments(
                        "R-11",
                        "not approved by the terminal",
                        honest().with("outcome", decided(Party.TERMINAL, Decision.TRANSACTION_OUTCOME, false))),
                arguments("R-11", "wrong passcode", wrongPasscode()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("notShown")
    void isNotShown(String requirement, String how, Story story) {
        assertThat(shows(requirement, story)).matches(f -> !f.holds(), how);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("R-05", honest().before("passcode prompt", "wired", wiredPayment(CryptogramType.AAC))),
                arguments("R-06", shortOfFunds()),
                arguments("R-07", honest()),
                arguments("R-08", shortOfFunds()),
                arguments("R-09", wrongPasscode()),
                arguments("R-10", wrongPasscode()),
                arguments("R-10", passcodeOverTheAir(3)),
                arguments("R-11", larger(CryptogramType.AAC)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String requirement, Story story) {
        assertThat(refuses(requirement, story)).matches(Finding::holds, "refused");
    }

    static Stream<Arguments> notRefused() {
        return Stream.of(
                arguments(
                        "R-05",
                        "paid over the wire",
                        honest().before("passcode prompt", "wired", wiredPayment(CryptogramType.TC))),
                arguments(
                        "R-06",
                        "asked in vain",
                        shortOfFunds().then("asked", prompt(Party.PHONE, Prompt.ENTER_PASSCODE))),
                arguments(
                        "R-06",
                        "sent to the phone in vain",
                        shortOfFunds().then("asked", prompt(Party.TERMINAL, Prompt.SEE_PHONE))),
                arguments(
                        "R-07",
                        "paid over the limit",
                        honest().with(
                                        "asks",
                                        payment(
                                                2,
                                                1_000,
                                                CryptogramType.TC,
                                                7_000,
                                                Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED))),
                arguments(
                        "R-08",
                        "prompted although nothing was asked for",
                        shortOfFunds().then("asked", prompt(Party.PHONE, Prompt.ENTER_PASSCODE))),
                arguments(
                        "R-09",
                        "wrong passcode believed",
                        wrongPasscode().with("cvm valid", decided(Party.PHONE, Decision.CVM_VALID, true))),
                arguments(
                        "R-09",
                        "wrong passcode brings the second tap",
                        wrongPasscode().then("again", prompt(Party.PHONE, Prompt.TAP_AGAIN))),
                arguments("R-10", "wrong passcode resets", wrongPasscode().with("counters", counters(3, 3_000, 0, 0))),
                arguments("R-10", "a passcode over the air resets", passcodeOverTheAir(0)),
                arguments("R-10", "nobody looked", wrongPasscode().without("counters")),
                arguments("R-11", "larger payment made", larger(CryptogramType.TC)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("notRefused")
    void isNotRefused(String requirement, String how, Story story) {
        assertThat(refuses(requirement, story)).matches(f -> !f.holds(), how);
    }
}

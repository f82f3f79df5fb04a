package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.productBroke;
import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.PhoneStories.READER;
import static dev.tapbench.reports.requirements.PhoneStories.counters;
import static dev.tapbench.reports.requirements.PhoneStories.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** T-08: a card in euro that has paid 10.00 EUR, and then is to pay 10.00 USD, of which it makes 9.50 EUR. */
class PaymentAbroadTest {
    private static final Bytes ANSWER = Bytes.hex("AABBCCDD00830000");

    private static ApduExchanged abroad(CryptogramType given) {
        return payment(2, 1_000, Currency.USD, given, 7_000, Bytes.empty());
    }

    private static Story begun(CryptogramType given) {
        return new Story()
                .then("record", apdu(1, READER, "00B2011400", "9F420209789000"))
                .then("at home", payment(1, 1_000, CryptogramType.TC, 8_000))
                .then("abroad", abroad(given));
    }

    private static Story offline() {
        return begun(CryptogramType.TC).then("counters", counters(2, 1_950, 2, 1_950));
    }

    private static Story online(String code, CryptogramType certificate) {
        return begun(CryptogramType.ARQC)
                .then("0110", PaymentPredicatesTest.answer(code, ANSWER))
                .then("mac valid", decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, true))
                .then(
                        "second",
                        apdu(
                                2,
                                READER,
                                generateAc(0x50, Events.secondOfPurchase(1_000, ANSWER)),
                                Events.cryptogram(certificate, 2, false, Events.iad(7_000, 0), Bytes.empty())))
                .then("counters", counters(1, 1_000, 2, 1_000));
    }

    static Stream<Arguments> shown() {
        return Stream.of(
                arguments("counted at a rate", offline()),
                arguments("approved by the issuer", online("00", CryptogramType.TC)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shown")
    void isShown(String how, Story story) {
        assertThat(shows("T-08", story)).as(how).matches(Finding::holds, "holds");
        assertThat(refuses("T-08", story)).as(how).matches(f -> !f.holds() && !f.violated(), "it was paid");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("by the card", begun(CryptogramType.AAC).then("counters", counters(1, 1_000, 1, 1_000))),
                arguments("by the issuer", online("57", CryptogramType.AAC)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String how, Story story) {
        assertThat(refuses("T-08", story)).as(how).matches(Finding::holds, "refused");
        assertThat(shows("T-08", story)).as(how).matches(f -> !f.holds() && !f.violated(), "it was not paid");
    }

    static Stream<Arguments> nothing() {
        return Stream.of(
                arguments("an empty trace", new Story()),
                arguments("the card does not name its currency", offline().without("record")),
                arguments("a payment at home", offline().without("abroad")),
                arguments("nobody read the counters", begun(CryptogramType.TC)),
                arguments("nothing was counted", offline().with("counters", counters(2, 1_000, 2, 1_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nothing")
    void whatIsMissingIsNotShown(String how, Story story) {
        assertThat(shows("T-08", story)).as(how).matches(f -> !f.holds() && !f.violated(), "not shown");
        assertThat(refuses("T-08", story)).as(how).matches(f -> !f.holds() && !f.violated(), "not refused");
    }

    static Stream<Arguments> violated() {
        return Stream.of(
                arguments("a dollar is spent as a euro", offline().with("counters", counters(2, 2_000, 2, 1_950))),
                arguments("a dollar counts as a euro", offline().with("counters", counters(2, 1_950, 2, 2_000))),
                arguments(
                        "a dollar that the issuer approved counts as a euro",
                        online("00", CryptogramType.TC).with("counters", counters(1, 1_000, 2, 2_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violated")
    void aViolationIsTheProducts(String how, Story story) {
        productBroke("T-08", how, story);
    }
}

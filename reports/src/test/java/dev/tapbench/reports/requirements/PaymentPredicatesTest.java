package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.productBroke;
import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.cdol1;
import static dev.tapbench.reports.requirements.Events.changed;
import static dev.tapbench.reports.requirements.Events.cryptogram;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.Events.iad;
import static dev.tapbench.reports.requirements.Events.message;
import static dev.tapbench.reports.requirements.Events.opened;
import static dev.tapbench.reports.requirements.Events.prompt;
import static dev.tapbench.reports.requirements.Events.read;
import static dev.tapbench.reports.requirements.Events.secondOfPurchase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentPredicatesTest {
    private static final String READER = "reader-1";
    private static final Bytes APPROVAL = Bytes.hex("AABBCCDD00830000");
    private static final Bytes ANOTHER = Bytes.hex("1122334400830000");

    private static Story online() {
        return new Story()
                .then("prompt", prompt(Party.TERMINAL, Prompt.PRESENT_CARD))
                .then("tap", opened(1, READER))
                .then("arqc", first(0x00, CryptogramType.ARQC))
                .then("0110", answer("00", APPROVAL))
                .then("mac valid", decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, true))
                .then("tc", second(APPROVAL, CryptogramType.TC));
    }

    private static ApduExchanged first(int type, CryptogramType given) {
        return apdu(1, READER, generateAc(0x90, cdol1(800, type)), answerOf(given));
    }

    private static ApduExchanged second(Bytes authentication, CryptogramType given) {
        return apdu(1, READER, generateAc(0x50, secondOfPurchase(800, authentication)), answerOf(given));
    }

    private static String answerOf(CryptogramType given) {
        return cryptogram(given, 7, false, iad(2_000, 0), Bytes.empty());
    }

    static MessagePassed answer(String code, Bytes authentication) {
        return message(
                Party.ISSUER,
                Party.TERMINAL,
                MessageType.AUTHORIZATION_RESPONSE,
                "000001",
                "DE39",
                code,
                "DE55",
                Tlv.encode(Tags.ISSUER_AUTHENTICATION_DATA, authentication).toHex());
    }

    private static Story refused() {
        return online().with("0110", answer("43", APPROVAL)).with("tc", second(APPROVAL, CryptogramType.AAC));
    }

    private static Story refund() {
        return new Story()
                .then("aac", first(0x20, CryptogramType.AAC))
                .then("0230", message(Party.ISSUER, Party.TERMINAL, MessageType.COMPLETION_RESPONSE, "1", "DE39", "00"))
                .then("booked", decided(Party.ISSUER, Decision.REFUND_BOOKED, true))
                .then("shown", prompt(Party.TERMINAL, Prompt.REFUNDED));
    }

    private static Story balance() {
        return new Story()
                .then("prompt", prompt(Party.TERMINAL, Prompt.PRESENT_CARD))
                .then("tap", opened(1, READER))
                .then("funds", apdu(1, READER, "80CA9F5000", read(Tags.FUNDS, Bytes.hex("000000002000"))))
                .then("shown", prompt(Party.TERMINAL, Prompt.BALANCE));
    }

    static Stream<Arguments> shown() {
        return Stream.of(arguments("T-01", online()), arguments("T-02", refund()), arguments("T-03", balance()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shown")
    void anHonestPaymentShowsItAndAnEmptyTraceNothing(String requirement, Story story) {
        assertThat(shows(requirement, story)).matches(Finding::holds, "holds");
        assertThat(refuses(requirement, story)).matches(f -> !f.holds(), "nothing was attempted");
        assertThat(shows(requirement, new Story())).matches(f -> !f.holds(), "an empty trace shows nothing");
    }

    static Stream<Arguments> notShown() {
        return Stream.of(
                arguments("T-01", "given offline", online().with("arqc", first(0x00, CryptogramType.TC))),
                arguments("T-01", "no answer", online().without("0110", "tc")),
                arguments("T-01", "an answer that nobody trusts", online().without("mac valid", "tc")),
                arguments("T-01", "no certificate", online().with("tc", second(APPROVAL, CryptogramType.AAC))),
                arguments("T-01", "the issuer refused", refused()),
                arguments("T-02", "not booked", refund().without("booked", "shown")),
                arguments("T-02", "a purchase", refund().with("aac", first(0x00, CryptogramType.AAC))),
                arguments("T-03", "the card was not asked", balance().without("funds")),
                arguments("T-03", "nothing shown", balance().without("shown")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("notShown")
    void whatIsMissingIsNotShown(String requirement, String how, Story story) {
        assertThat(shows(requirement, story)).matches(f -> !f.holds() && !f.violated(), how);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("T-01", refused()),
                arguments(
                        "T-02",
                        refund().without("booked", "shown")
                                .changed("0230", MessagePassed.class, m -> changed(m, "DE39", "61"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aRefusalRefuses(String requirement, Story story) {
        assertThat(refuses(requirement, story)).matches(Finding::holds, "refused");
    }

    static Stream<Arguments> violated() {
        return Stream.of(
                arguments(
                        "T-01",
                        "a certificate over the issuer's refusal",
                        refused().with("tc", second(APPROVAL, CryptogramType.TC))),
                arguments(
                        "T-01",
                        "a certificate over somebody else's approval",
                        online().with("tc", second(ANOTHER, CryptogramType.TC))),
                arguments("T-02", "a certificate for a refund", refund().with("aac", first(0x20, CryptogramType.TC))),
                arguments("T-02", "shown and not booked", refund().without("booked")),
                arguments(
                        "T-03",
                        "read with a cryptogram",
                        balance().before("shown", "ac", first(0x00, CryptogramType.AAC))),
                arguments(
                        "T-03",
                        "the counter was moved",
                        balance().before("shown", "gpo", apdu(1, READER, "80A8000002830000", "9000"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("violated")
    void aViolationIsTheProducts(String requirement, String how, Story story) {
        productBroke(requirement, how, story);
    }
}

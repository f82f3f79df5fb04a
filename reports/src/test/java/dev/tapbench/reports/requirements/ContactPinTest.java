package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.productBroke;
import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.cdol1;
import static dev.tapbench.reports.requirements.Events.cryptogram;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.Events.iad;
import static dev.tapbench.reports.requirements.Events.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** T-05. */
class ContactPinTest {
    private static Story paid() {
        return new Story()
                .then("in", new LinkOpened(1, "slot", Medium.CONTACT_T1, "card-1"))
                .then("asked", prompt(Party.PIN_PAD, Prompt.ENTER_PIN))
                .then("challenge", apdu("0084000000", "11223344556677889000"))
                .then("verify", verify(0x88, "9000"))
                .then("tc", generated(CryptogramType.TC));
    }

    private static TraceEvent apdu(String command, String response) {
        return new ApduExchanged(
                1, "slot", Medium.CONTACT_T1, "card-1", Bytes.hex(command), Bytes.hex(response), 1_000);
    }

    private static TraceEvent verify(int p2, String statusWord) {
        return apdu(Bytes.of(0x00, 0x20, 0x00, p2, 8).then(Bytes.zeros(8)).toHex(), statusWord);
    }

    private static TraceEvent generated(CryptogramType given) {
        return apdu(generateAc(0x50, cdol1(800, 0)), cryptogram(given, 7, false, iad(2_000, 0), Bytes.empty()));
    }

    private static Story wrongPin() {
        return paid().with("verify", verify(0x88, "63C2")).with("tc", generated(CryptogramType.AAC));
    }

    @Test
    void theRightPinShowsIt() {
        assertThat(shows("T-05", paid())).matches(Finding::holds, "holds");
        assertThat(refuses("T-05", paid())).matches(f -> !f.holds(), "nothing was attempted");
        assertThat(shows("T-05", new Story())).matches(f -> !f.holds(), "an empty trace shows nothing");
    }

    static Stream<Arguments> notShown() {
        return Stream.of(
                arguments("wrong", wrongPin()),
                arguments("nobody was asked", paid().without("asked")),
                arguments("no challenge", paid().without("challenge")),
                arguments(
                        "something between challenge and PIN",
                        paid().before("verify", "read", apdu("00B2010C00", "9000"))),
                arguments("nothing paid", paid().with("tc", generated(CryptogramType.AAC))),
                arguments("a tap", paid().with("in", new LinkOpened(1, "slot", Medium.CONTACTLESS, "card-1"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notShown")
    void whatIsMissingIsNotShown(String how, Story story) {
        assertThat(shows("T-05", story)).matches(f -> !f.holds() && !f.violated(), how);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("a wrong PIN", wrongPin()),
                arguments("no PIN", wrongPin().without("challenge", "verify")),
                arguments(
                        "no try left",
                        wrongPin()
                                .without("challenge", "verify")
                                .with("asked", prompt(Party.PIN_PAD, Prompt.PIN_TRIES_EXHAUSTED))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String how, Story story) {
        assertThat(refuses("T-05", story)).matches(Finding::holds, how);
    }

    static Stream<Arguments> violated() {
        return Stream.of(
                arguments("in clear", paid().with("verify", verify(0x80, "9000"))),
                arguments("paid with a wrong PIN", paid().with("verify", verify(0x88, "63C2"))),
                arguments("paid without a PIN", paid().without("challenge", "verify")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violated")
    void aViolationIsTheProducts(String how, Story story) {
        productBroke("T-05", how, story);
    }
}

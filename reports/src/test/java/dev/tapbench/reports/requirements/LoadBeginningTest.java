package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.productBroke;
import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.closed;
import static dev.tapbench.reports.requirements.Events.opened;
import static dev.tapbench.reports.requirements.Events.prompt;
import static dev.tapbench.reports.requirements.LoadStories.READER;
import static dev.tapbench.reports.requirements.LoadStories.honest;
import static dev.tapbench.reports.requirements.LoadStories.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** L-01 to L-03: the request, the device, the first tap. */
class LoadBeginningTest {
    private static final String VERIFY = "002000880101";

    @ParameterizedTest
    @ValueSource(strings = {"L-01", "L-02", "L-03"})
    void anHonestLoadShowsEveryRequirementAndRefusesNone(String requirement) {
        assertThat(shows(requirement, honest())).matches(Finding::holds, "holds");
        assertThat(shows(requirement, brokenTap().followedBy(honest()))).matches(Finding::holds, "holds after another");
        assertThat(refuses(requirement, honest())).matches(f -> !f.holds(), "nothing was attempted");
        assertThat(shows(requirement, new Story())).matches(f -> !f.holds(), "an empty trace shows nothing");
    }

    private static Decided requested(boolean taken, String amount) {
        return new Decided(Party.TERMINAL, Decision.LOAD_REQUESTED, taken, amount);
    }

    /** Nothing is asked for, and the terminal says so. */
    private static Story nothing() {
        return new Story()
                .then("asked", new Entered(Party.TERMINAL, Entered.Entry.LOAD_AMOUNT))
                .then("requested", requested(false, "0.00 EUR"))
                .then("refused", prompt(Party.TERMINAL, Prompt.LOAD_REFUSED));
    }

    private static Story brokenTap() {
        return honest().endingBefore("arqc").then("gone", closed(71, READER));
    }

    /** The third tap is none: the card lies in the reader's slot. */
    private static Story overContacts(String statusWord) {
        return honest().endingBefore("tap 3").then("verify", inSlot(VERIFY, statusWord));
    }

    private static ApduExchanged inSlot(String command, String response) {
        return new ApduExchanged(
                1, "slot", Medium.CONTACT_T0, "card-1", Bytes.hex(command), Bytes.hex(response), 1_000);
    }

    private static ApduExchanged ofCard(String card, ApduExchanged apdu) {
        return new ApduExchanged(
                apdu.tap(), apdu.reader(), apdu.medium(), card, apdu.command(), apdu.response(), apdu.nanos());
    }

    static Stream<Arguments> notShown() {
        return Stream.of(
                arguments("L-01", "nobody asked", honest().without("asked")),
                arguments("L-01", "the terminal took nothing", honest().without("requested")),
                arguments(
                        "L-01", "the terminal does not say how much", honest().with("requested", requested(true, ""))),
                arguments("L-01", "no card was asked", honest().without("arqc")),
                arguments("L-02", "no request of the card", honest().without("arqc")),
                arguments("L-02", "no certificate", honest().without("tc")),
                arguments("L-02", "no PIN", honest().without("verify")),
                arguments("L-02", "no receipt", honest().without("receipt")),
                arguments("L-02", "two taps only", honest().changed("verify", ApduExchanged.class, a -> at(72, a))),
                arguments(
                        "L-02",
                        "another card at the second tap",
                        honest().changed("tc", ApduExchanged.class, a -> ofCard("card-2", a))),
                arguments("L-03", "no prompt", honest().without("prompt 1")),
                arguments(
                        "L-03",
                        "prompt of another display",
                        honest().with("prompt 1", prompt(Party.PHONE, Prompt.PRESENT_CARD))),
                arguments("L-03", "no tap", honest().without("tap 1")),
                arguments("L-03", "tapped before the prompt", honest().swapped("prompt 1", "tap 1")),
                arguments(
                        "L-03",
                        "the card gave no request",
                        honest().changed(
                                        "arqc",
                                        ApduExchanged.class,
                                        a -> apdu(71, READER, a.command().toHex(), "6985"))));
    }

    private static ApduExchanged at(int tap, ApduExchanged apdu) {
        return new ApduExchanged(
                tap, apdu.reader(), apdu.medium(), apdu.card(), apdu.command(), apdu.response(), apdu.nanos());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("notShown")
    void isNotShown(String requirement, String how, Story story) {
        assertThat(shows(requirement, story)).matches(f -> !f.holds(), how);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("L-01", nothing()), arguments("L-02", overContacts("6985")), arguments("L-03", brokenTap()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String requirement, Story story) {
        assertThat(refuses(requirement, story)).matches(Finding::holds, "refused");
        assertThat(shows(requirement, story)).matches(f -> !f.holds(), "and not shown");
    }

    static Stream<Arguments> violated() {
        return Stream.of(
                arguments(
                        "L-01",
                        "asked for the card",
                        nothing().then("prompt", prompt(Party.TERMINAL, Prompt.PRESENT_CARD))),
                arguments("L-01", "another amount", honest().with("requested", requested(true, "40.00 EUR"))),
                arguments("L-02", "accepted in the slot", honest().with("verify", inSlot(VERIFY, "9000"))),
                arguments("L-03", "the issuer was asked", brokenTap().then("0100", request(7))),
                arguments("L-03", "before the prompt", honest().swapped("prompt 1", "arqc")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("violated")
    void aViolationIsTheProducts(String requirement, String how, Story story) {
        productBroke(requirement, how, story);
    }

    @ParameterizedTest
    @ValueSource(strings = {"L-10", "L-11"})
    void aCardAtATerminalThatAwaitsThePinIsSeenByItsSecondPrompt(String requirement) {
        Story awaited = honest().endingBefore("pin").then("asked again", prompt(Party.READER, Prompt.ENTER_PIN));
        assertThat(refuses(requirement, awaited)).matches(Finding::holds, "refused");
        assertThat(refuses("L-11", honest().endingBefore("pin"))).matches(f -> !f.holds(), "no card came");
        assertThat(refuses("L-11", honest().before("pin", "early", opened(80, READER))))
                .matches(Finding::holds, "a card came");
    }
}

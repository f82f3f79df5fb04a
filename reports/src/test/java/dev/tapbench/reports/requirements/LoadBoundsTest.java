package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.productBroke;
import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.cdol1;
import static dev.tapbench.reports.requirements.Events.cryptogram;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.Events.iad;
import static dev.tapbench.reports.requirements.Events.message;
import static dev.tapbench.reports.requirements.LoadStories.AMOUNT;
import static dev.tapbench.reports.requirements.LoadStories.AUTHENTICATION;
import static dev.tapbench.reports.requirements.LoadStories.FUNDS;
import static dev.tapbench.reports.requirements.LoadStories.READER;
import static dev.tapbench.reports.requirements.LoadStories.accepted;
import static dev.tapbench.reports.requirements.LoadStories.completion;
import static dev.tapbench.reports.requirements.LoadStories.request;
import static dev.tapbench.reports.requirements.LoadStories.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** T-06 and T-07, and what a merchant or another card can try against L-04, L-08 and L-14. */
class LoadBoundsTest {
    /** A load by a card that says that its own currency is the euro. */
    private static Story honest() {
        return LoadStories.honest().before("arqc", "record", apdu(71, READER, "00B2011400", "9F420209789000"));
    }

    private static Story asked(Currency currency, CryptogramType given) {
        return honest().with(
                        "arqc",
                        apdu(
                                71,
                                READER,
                                generateAc(0x90, cdol1(AMOUNT, 0x28, currency)),
                                cryptogram(given, 7, false, iad(FUNDS, 3), Bytes.empty())))
                .endingBefore("0100");
    }

    private static Story returned() {
        return honest().endingBefore("tap 2")
                .then("0220", message(Party.TERMINAL, Party.ISSUER, MessageType.COMPLETION_ADVICE, "2", "MTI", "0220"))
                .then("payment valid", decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID, true))
                .then("released", decided(Party.ISSUER, Decision.HOLD_RELEASED, true));
    }

    private static Story reversed() {
        return honest().endingBefore("tap 2")
                .then("0420", message(Party.TERMINAL, Party.ISSUER, MessageType.REVERSAL_ADVICE, "2", "MTI", "0420"))
                .then("in doubt", decided(Party.ISSUER, Decision.HOLD_IN_DOUBT, true));
    }

    /** The issuer gets the same request again, and refuses it. */
    private static Story askedAgain(boolean approved) {
        return honest().endingBefore("tap 2")
                .then("again", request(7))
                .then("valid again", decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID, true))
                .then("decided again", decided(Party.ISSUER, Decision.LOAD_APPROVED, approved));
    }

    /** A card that is not the first tap's at the terminal's reader. */
    private static ApduExchanged otherCard(ApduExchanged exchange) {
        return new ApduExchanged(
                exchange.tap(),
                exchange.reader(),
                exchange.medium(),
                "card-2",
                exchange.command(),
                exchange.response(),
                1_000);
    }

    private static Story otherCardPresented() {
        return honest().endingBefore("tap 2")
                .then(
                        "asked for its load",
                        otherCard(apdu(72, READER, "80CADF2100", Events.read(Tags.PENDING_LOAD, Bytes.zeros(13)))));
    }

    static Stream<Arguments> shown() {
        return Stream.of(arguments("T-06", honest()), arguments("T-07", returned()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shown")
    void isShown(String requirement, Story story) {
        assertThat(shows(requirement, story)).matches(Finding::holds, "holds");
        assertThat(refuses(requirement, story)).matches(f -> !f.holds(), "nothing was attempted");
        assertThat(shows(requirement, new Story())).matches(f -> !f.holds(), "an empty trace shows nothing");
    }

    static Stream<Arguments> notShown() {
        return Stream.of(
                arguments("T-06", "the card does not name its currency", LoadStories.honest()),
                arguments("T-06", "no load accepted", honest().endingBefore("receipt")),
                arguments("T-07", "nothing given back", honest()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("notShown")
    void whatIsMissingIsNotShown(String requirement, String how, Story story) {
        assertThat(shows(requirement, story)).matches(f -> !f.holds() && !f.violated(), how);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("T-06", asked(Currency.EUR, CryptogramType.AAC)),
                arguments("T-06", asked(Currency.USD, CryptogramType.AAC)),
                arguments("T-07", reversed()),
                arguments("L-04", askedAgain(false)),
                arguments("L-08", otherCardPresented()),
                arguments("L-14", honest().then("again", completion(accepted(7)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String requirement, Story story) {
        assertThat(refuses(requirement, story)).matches(Finding::holds, "refused");
    }

    static Stream<Arguments> violated() {
        return Stream.of(
                arguments("T-06", "a load in another currency", asked(Currency.USD, CryptogramType.ARQC)),
                arguments(
                        "T-07",
                        "released on a reversal",
                        reversed().with("in doubt", decided(Party.ISSUER, Decision.HOLD_RELEASED, true))),
                arguments(
                        "T-07",
                        "released on a cryptogram that is not the card's",
                        returned().with("payment valid", decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID, false))),
                arguments(
                        "T-07",
                        "released on an earlier message's cryptogram",
                        returned().swapped("0220", "payment valid")),
                arguments("L-04", "approved twice", askedAgain(true)),
                arguments(
                        "L-08",
                        "the answer goes to another card",
                        otherCardPresented()
                                .then("astray", otherCard(second(72, 7, AUTHENTICATION, CryptogramType.AAC)))),
                arguments(
                        "L-14",
                        "booked twice",
                        honest().then("again", completion(accepted(7)))
                                .then("booked again", decided(Party.ISSUER, Decision.LOAD_BOOKED, true))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("violated")
    void aViolationIsTheProducts(String requirement, String how, Story story) {
        productBroke(requirement, how, story);
    }

    @Test
    void oneCompletionIsNoAttempt() {
        assertThat(refuses("L-14", honest())).matches(f -> !f.holds(), "it came once");
        assertThat(refuses("L-04", honest())).matches(f -> !f.holds(), "it came once");
    }
}

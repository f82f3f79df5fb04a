package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.between;
import static dev.tapbench.reports.requirements.Events.cdol1;
import static dev.tapbench.reports.requirements.Events.changed;
import static dev.tapbench.reports.requirements.Events.closed;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.Events.opened;
import static dev.tapbench.reports.requirements.Events.prompt;
import static dev.tapbench.reports.requirements.Events.receipt;
import static dev.tapbench.reports.requirements.LoadStories.AMOUNT;
import static dev.tapbench.reports.requirements.LoadStories.AUTHENTICATION;
import static dev.tapbench.reports.requirements.LoadStories.FUNDS;
import static dev.tapbench.reports.requirements.LoadStories.READER;
import static dev.tapbench.reports.requirements.LoadStories.completion;
import static dev.tapbench.reports.requirements.LoadStories.fundsRead;
import static dev.tapbench.reports.requirements.LoadStories.honest;
import static dev.tapbench.reports.requirements.LoadStories.payment;
import static dev.tapbench.reports.requirements.LoadStories.receiptRead;
import static dev.tapbench.reports.requirements.LoadStories.request;
import static dev.tapbench.reports.requirements.LoadStories.second;
import static dev.tapbench.reports.requirements.LoadStories.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadPredicatesTest {
    private static final Bytes OTHER = Bytes.hex("1020304003800000");

    @ParameterizedTest
    @ValueSource(strings = {"L-04", "L-05", "L-06", "L-07", "L-08", "L-09", "L-10", "L-11", "L-12", "L-13", "L-14"})
    void anHonestLoadShowsEveryRequirementAndRefusesNone(String requirement) {
        assertThat(shows(requirement, honest())).matches(Finding::holds, "holds");
        assertThat(refuses(requirement, honest())).matches(f -> !f.holds(), "nothing was attempted");
        assertThat(shows(requirement, new Story())).matches(f -> !f.holds(), "an empty trace shows nothing");
    }

    static Stream<Arguments> notShown() {
        return Stream.of(
                arguments("L-04", "no tap 1", honest().without("arqc")),
                arguments(
                        "L-04",
                        "the card declined",
                        honest().with("arqc", apdu(71, READER, generateAc(0x90, cdol1(AMOUNT, 0x28)), "6985"))),
                arguments(
                        "L-04",
                        "a payment, not a load",
                        honest().with("arqc", apdu(71, READER, generateAc(0x90, cdol1(AMOUNT, 0)), "9000"))),
                arguments("L-04", "request of another ATC", honest().with("0100", request(8))),
                arguments(
                        "L-04",
                        "request without chip data",
                        honest().changed("0100", MessagePassed.class, m -> changed(m, "DE55", ""))),
                arguments("L-04", "request before the card spoke", honest().swapped("arqc", "0100")),
                arguments(
                        "L-04",
                        "cryptogram found wrong",
                        honest().with("arqc valid", decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID, false))),
                arguments(
                        "L-04",
                        "approved before the cryptogram was checked",
                        honest().swapped("arqc valid", "approved")),
                arguments("L-05", "never received", honest().without("0100")),
                arguments(
                        "L-05",
                        "to somebody else",
                        honest().changed("0100", MessagePassed.class, m -> between(m, Party.TERMINAL, Party.TSP))),
                arguments(
                        "L-05",
                        "no network address",
                        honest().changed(
                                        "0100",
                                        MessagePassed.class,
                                        m -> new MessagePassed(
                                                m.from(), m.to(), m.type(), m.session(), "", m.fields()))),
                arguments("L-06", "no answer", honest().without("0110")),
                arguments(
                        "L-06",
                        "refused",
                        honest().changed("0110", MessagePassed.class, m -> changed(m, "DE39", "05"))),
                arguments(
                        "L-06",
                        "not signed",
                        honest().changed("0110", MessagePassed.class, m -> changed(m, "DE64", ""))),
                arguments("L-06", "MAC not checked", honest().without("mac valid")),
                arguments(
                        "L-06",
                        "wrong MAC",
                        honest().with("mac valid", decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, false))),
                arguments(
                        "L-06",
                        "from somebody else",
                        honest().changed("0110", MessagePassed.class, m -> between(m, Party.TSP, Party.TERMINAL))),
                arguments("L-07", "prompted before the approval", honest().swapped("mac valid", "prompt 2")),
                arguments("L-07", "prompted before the answer", honest().swapped("0110", "prompt 2")),
                arguments("L-07", "no prompt", honest().without("prompt 2", "prompt 3")),
                arguments("L-07", "no second tap", honest().without("tap 2", "tap 3")),
                arguments("L-07", "the field stayed on", honest().without("end 1")),
                arguments(
                        "L-07",
                        "second AC at tap 1",
                        honest().with("tc", second(71, 7, AUTHENTICATION, CryptogramType.TC))),
                arguments(
                        "L-08",
                        "another answer handed over",
                        honest().with("tc", second(72, 7, OTHER, CryptogramType.TC))),
                arguments(
                        "L-08",
                        "handed over at tap 1",
                        honest().with("tc", second(71, 7, AUTHENTICATION, CryptogramType.TC))),
                arguments(
                        "L-08",
                        "the card declined",
                        honest().with("tc", second(72, 7, AUTHENTICATION, CryptogramType.AAC))),
                arguments(
                        "L-08",
                        "issuer authentication failed",
                        honest().with(
                                        "tc",
                                        second(
                                                72,
                                                7,
                                                AUTHENTICATION,
                                                CryptogramType.TC,
                                                Cvr.Bit.ISSUER_AUTHENTICATION_FAILED))),
                arguments(
                        "L-08",
                        "not approved",
                        honest().changed("0110", MessagePassed.class, m -> changed(m, "DE39", "05"))),
                arguments("L-09", "no TC", honest().without("tc")),
                arguments(
                        "L-09",
                        "not authenticated",
                        honest().with(
                                        "tc",
                                        second(
                                                72,
                                                7,
                                                AUTHENTICATION,
                                                CryptogramType.TC,
                                                Cvr.Bit.ISSUER_AUTHENTICATION_NOT_PERFORMED))),
                arguments("L-09", "signature not checked", honest().without("signature valid")),
                arguments("L-09", "PIN asked for first", honest().swapped("tc", "pin prompt")),
                arguments("L-10", "no prompt", honest().without("pin prompt")),
                arguments("L-10", "nobody entered it", honest().without("pin")),
                arguments("L-10", "entered before the prompt", honest().swapped("pin prompt", "pin")),
                arguments("L-10", "no TC before", honest().without("tc")),
                arguments("L-11", "prompted before the PIN", honest().swapped("pin", "prompt 3")),
                arguments("L-11", "no third prompt", honest().without("prompt 3")),
                arguments("L-11", "tap without prompt", honest().swapped("prompt 3", "tap 3")),
                arguments("L-11", "PIN at the second tap", honest().with("verify", verify(72, 0x88, 128, "9000"))),
                arguments("L-11", "verified before it was entered", honest().swapped("pin", "verify")),
                arguments("L-12", "in clear", honest().with("verify", verify(73, 0x80, 8, "9000"))),
                arguments("L-12", "shorter than the key", honest().with("verify", verify(73, 0x88, 8, "9000"))),
                arguments("L-12", "no challenge", honest().without("challenge")),
                arguments("L-12", "challenge not immediately before", honest().swapped("challenge", "select 3")),
                arguments(
                        "L-12",
                        "PIN in a message",
                        honest().changed("0220", MessagePassed.class, m -> changed(m, "DE52", "0011223344556677"))),
                arguments("L-12", "no PIN", honest().without("verify")),
                arguments("L-13", "wrong PIN", honest().with("verify", verify(73, 0x88, 128, "63C2"))),
                arguments("L-13", "not verified", honest().without("verify")),
                arguments("L-13", "accepted before", honest().swapped("verify", "receipt")),
                arguments("L-14", "no receipt", honest().without("receipt")),
                arguments(
                        "L-14",
                        "abandoned",
                        honest().with(
                                        "receipt",
                                        receiptRead(73, receipt(LoadReceipt.Status.ABANDONED, 7, AMOUNT, 3, FUNDS)))),
                arguments(
                        "L-14",
                        "another load's receipt",
                        honest().with(
                                        "receipt",
                                        receiptRead(
                                                73,
                                                receipt(LoadReceipt.Status.ACCEPTED, 6, AMOUNT, 4, FUNDS + AMOUNT)))),
                arguments(
                        "L-14",
                        "twice the amount",
                        honest().with(
                                        "receipt",
                                        receiptRead(
                                                73,
                                                receipt(
                                                        LoadReceipt.Status.ACCEPTED,
                                                        7,
                                                        AMOUNT,
                                                        4,
                                                        FUNDS + 2 * AMOUNT)))),
                arguments(
                        "L-14",
                        "load number skipped",
                        honest().with(
                                        "receipt",
                                        receiptRead(
                                                73,
                                                receipt(LoadReceipt.Status.ACCEPTED, 7, AMOUNT, 5, FUNDS + AMOUNT)))),
                arguments("L-14", "not booked", honest().without("booked")),
                arguments(
                        "L-14",
                        "booked twice",
                        honest().before("funds", "again", decided(Party.ISSUER, Decision.LOAD_BOOKED, true))),
                arguments("L-14", "booked before the completion", honest().swapped("booked", "0220")),
                arguments(
                        "L-14",
                        "completion with another receipt",
                        honest().with("0220", completion(receipt(LoadReceipt.Status.ACCEPTED, 7, AMOUNT, 4, FUNDS)))),
                arguments("L-14", "the card holds less", honest().with("funds", fundsRead(FUNDS))),
                arguments("L-14", "accepted before the PIN", honest().swapped("verify", "receipt")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("notShown")
    void isNotShown(String requirement, String how, Story story) {
        assertThat(shows(requirement, story))
                .matches(f -> !f.holds(), how)
                .extracting(Finding::reason)
                .asString()
                .isNotBlank();
    }

    @Test
    void whatAnotherLoadDoesWrongSpoilsAnHonestOne() {
        Story second = honest(8, OTHER);
        assertThat(shows("L-08", honest().followedBy(second))).matches(Finding::holds);
        Story replayed = honest(8, AUTHENTICATION);
        assertThat(shows("L-08", honest().followedBy(replayed)))
                .matches(f -> !f.holds(), "an answer is good for one load");
    }

    static Stream<Arguments> refused() {
        Story forgedCryptogram = honest().with("arqc valid", decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID, false))
                .with("approved", decided(Party.ISSUER, Decision.LOAD_APPROVED, false))
                .endingBefore("prompt 2");
        Story changedAnswer = honest().with("mac valid", decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, false))
                .endingBefore("prompt 2");
        Story otherAnswer =
                honest().with("tc", second(72, 7, OTHER, CryptogramType.AAC)).endingBefore("signature valid");
        Story wrongPin = honest().with("verify", verify(73, 0x88, 128, "63C2"))
                .endingBefore("receipt")
                .then("funds", fundsRead(FUNDS));
        return Stream.of(
                arguments("L-04", forgedCryptogram),
                arguments("L-05", honest().endingBefore("0100")),
                arguments("L-06", changedAnswer),
                arguments("L-07", changedAnswer),
                arguments("L-07", honest().endingBefore("0100")),
                arguments("L-08", otherAnswer),
                arguments(
                        "L-08",
                        honest().followedBy(honest(8, OTHER)
                                .with("tc", second(82, 8, AUTHENTICATION, CryptogramType.AAC))
                                .endingBefore("signature valid"))),
                arguments("L-09", otherAnswer),
                arguments("L-10", honest().endingBefore("pin")),
                arguments(
                        "L-11",
                        honest().endingBefore("pin")
                                .then("too early", opened(73, READER))
                                .then("gone", closed(73, READER))),
                arguments(
                        "L-12",
                        honest().with("verify", verify(73, 0x80, 8, "6985")).endingBefore("receipt")),
                arguments("L-13", wrongPin),
                // The power went while the card checked the PIN, so there is no answer to it.
                arguments("L-13", honest().endingBefore("verify").then("power cut", closed(73, READER))),
                arguments("L-14", wrongPin),
                arguments("L-14", honest().endingBefore("tap 3").then("payment", payment(74))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String requirement, Story story) {
        assertThat(refuses(requirement, story)).matches(Finding::holds, "refused");
        assertThat(shows(requirement, story)).matches(f -> requirement.equals("L-08") || !f.holds(), "and not shown");
    }

    static Stream<Arguments> notRefused() {
        Story changedAnswer = honest().with("mac valid", decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, false));
        return Stream.of(
                arguments(
                        "L-04",
                        "approved all the same",
                        honest().with("arqc valid", decided(Party.ISSUER, Decision.CRYPTOGRAM_VALID, false))),
                arguments("L-05", "went on without the issuer", honest().without("0100")),
                arguments("L-06", "believed", changedAnswer),
                arguments("L-07", "prompted all the same", changedAnswer.endingBefore("tap 2")),
                arguments(
                        "L-08",
                        "a TC for another load's answer",
                        honest().with("tc", second(72, 7, OTHER, CryptogramType.TC))),
                arguments(
                        "L-09",
                        "the PIN is asked for without TC",
                        honest().with("tc", second(72, 7, OTHER, CryptogramType.AAC))),
                arguments("L-10", "a PIN is verified that nobody entered", honest().without("pin")),
                arguments("L-11", "third prompt without PIN", honest().without("pin")),
                arguments("L-11", "third prompt before the PIN prompt", honest().swapped("pin prompt", "prompt 3")),
                arguments("L-12", "clear PIN taken", honest().with("verify", verify(73, 0x80, 8, "9000"))),
                arguments("L-13", "accepted with a wrong PIN", honest().with("verify", verify(73, 0x88, 128, "63C2"))),
                arguments(
                        "L-14",
                        "booked after a wrong PIN",
                        honest().with("verify", verify(73, 0x88, 128, "63C2")).without("receipt")),
                arguments(
                        "L-14",
                        "booked although the card was used for another transaction before the third tap",
                        honest().before("tap 3", "payment", payment(74)).without("receipt")),
                arguments(
                        "L-14",
                        "value after a wrong PIN",
                        honest().with("verify", verify(73, 0x88, 128, "63C2"))
                                .endingBefore("receipt")
                                .then("funds", fundsRead(FUNDS + AMOUNT))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("notRefused")
    void isNotRefused(String requirement, String how, Story story) {
        assertThat(refuses(requirement, story)).matches(f -> !f.holds(), how);
    }

    /** Its completion was lost; the next load's ARQC proves it, and the issuer books it before it approves the next. */
    @Test
    void theBookingOfAnEarlierLoadIsNoViolation() {
        Story story = honest().with("verify", verify(73, 0x88, 128, "63C2"))
                .endingBefore("receipt")
                .before("approved", "earlier booked", decided(Party.ISSUER, Decision.LOAD_BOOKED, true));
        for (String requirement : List.of("L-13", "L-14")) {
            assertThat(refuses(requirement, story)).matches(Finding::holds, requirement);
        }
    }

    @Test
    void aRetriedTapIsNoViolation() {
        Story retried = honest().before("prompt 2", "try again", prompt(Party.TERMINAL, Prompt.TRY_AGAIN))
                .before("tap 3", "lost", opened(79, READER))
                .before("tap 3", "lost end", closed(79, READER));
        for (String requirement : List.of("L-07", "L-08", "L-11", "L-14")) {
            assertThat(shows(requirement, retried)).matches(Finding::holds, requirement);
        }
    }
}

package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.productBroke;
import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.cdol1;
import static dev.tapbench.reports.requirements.Events.cryptogram;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.Events.message;
import static dev.tapbench.reports.requirements.Events.secondOfPurchase;
import static dev.tapbench.reports.requirements.Events.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Csu;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** C-01 to C-04 over honest stories of a card, and over such in which one thing is not as it says. */
class CardPredicatesTest {
    private static final String READER = "reader-1";
    private static final String SELECT = "00A4040007F054415001101000";
    private static final String FCI = "6F098407F05441500110109000";
    private static final String PERSONALIZED = "6F0F8407F0544150011010A50450024142";
    private static final Bytes ARPC = Bytes.hex("AABBCCDD");
    private static final Cvr REQUESTED = with(Cvr.CLEAR.withCryptograms(CryptogramType.ARQC, Optional.empty()), 3);
    private static final Cvr CERTIFIED =
            with(Cvr.CLEAR.withCryptograms(CryptogramType.ARQC, Optional.of(CryptogramType.TC)), 3);
    private static final Cvr DECLINED =
            with(Cvr.CLEAR.withCryptograms(CryptogramType.ARQC, Optional.of(CryptogramType.AAC)), 3);
    private static final Cvr OFFLINE = with(Cvr.CLEAR.withCryptograms(CryptogramType.TC, Optional.empty()), 3);

    private static Cvr with(Cvr cvr, int tries) {
        byte[] bytes = cvr.value().toArray();
        bytes[1] |= (byte) (tries << 4);
        return new Cvr(Bytes.of(bytes));
    }

    private static String answerOf(CryptogramType type, Cvr cvr, boolean signed) {
        return cryptogram(type, 7, signed, Iad.of(1, cvr, 0, 0, 2_000), Bytes.empty());
    }

    private static ApduExchanged first(int tap, int p1, CryptogramType type, Cvr cvr) {
        return apdu(tap, READER, generateAc(p1, cdol1(800, 0x00)), answerOf(type, cvr, (p1 & 0x10) != 0));
    }

    private static ApduExchanged second(Bytes answer, CryptogramType type, Cvr cvr) {
        return apdu(1, READER, generateAc(0x40, secondOfPurchase(800, answer)), answerOf(type, cvr, false));
    }

    private static Bytes answer(Csu csu) {
        return ARPC.then(csu.value());
    }

    private static MessagePassed given(Csu csu) {
        return message(
                Party.ISSUER,
                Party.TERMINAL,
                MessageType.AUTHORIZATION_RESPONSE,
                "1",
                "DE55",
                Tlv.encode(Tags.ISSUER_AUTHENTICATION_DATA, answer(csu)).toHex());
    }

    private static ApduExchanged selected(int tap, String status) {
        return apdu(tap, READER, SELECT, PERSONALIZED + status);
    }

    /** A payment that the issuer answers with this, what the card gives then, and its next payment. */
    private static Story online(Csu csu, CryptogramType type, Cvr cvr) {
        return new Story()
                .then("select", selected(1, "9000"))
                .then("arqc", first(1, 0x80, CryptogramType.ARQC, REQUESTED))
                .then("0110", given(csu))
                .then("second", second(answer(csu), type, cvr))
                .then("select again", selected(2, "9000"))
                .then("next", first(2, 0x40, CryptogramType.TC, OFFLINE));
    }

    private static Story approved() {
        return online(Csu.APPROVE, CryptogramType.TC, CERTIFIED);
    }

    /** Somebody changed the issuer's refusal into this. */
    private static Story forged(Csu csu) {
        return online(Csu.DECLINE, CryptogramType.AAC, DECLINED)
                .with("second", second(answer(csu), CryptogramType.AAC, DECLINED));
    }

    @Test
    void honestStoriesShowAndRefuse() {
        assertThat(shows("C-01", approved())).matches(Finding::holds);
        assertThat(shows("C-02", approved())).matches(Finding::holds);
        assertThat(refuses("C-02", approved())).matches(f -> !f.holds() && !f.violated());
        assertThat(refuses("C-02", forged(Csu.APPROVE))).matches(Finding::holds);
        assertThat(shows("C-02", forged(Csu.APPROVE))).matches(f -> !f.holds() && !f.violated());
        assertThat(shows("C-03", approved())).matches(Finding::holds);
        assertThat(refuses("C-03", approved())).matches(f -> !f.holds() && !f.violated());
        assertThat(shows("C-04", approved())).matches(Finding::holds);
        assertThat(refuses("C-04", approved())).matches(f -> !f.holds() && !f.violated());
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments(
                        "another first cryptogram",
                        approved().with("next", first(2, 0x40, CryptogramType.TC, REQUESTED))),
                arguments(
                        "a second that nobody asked for",
                        approved().with("next", first(2, 0x40, CryptogramType.TC, CERTIFIED))),
                arguments(
                        "another second cryptogram",
                        approved().with("second", second(answer(Csu.APPROVE), CryptogramType.TC, DECLINED))),
                arguments(
                        "a code that is reserved",
                        approved().with("next", first(2, 0x40, CryptogramType.TC, new Cvr(Bytes.hex("C030000000"))))),
                arguments("CDA without a signature", next(OFFLINE.with(Cvr.Bit.CDA_PERFORMED))),
                arguments(
                        "a signature without CDA", approved().with("next", first(2, 0x50, CryptogramType.TC, OFFLINE))),
                arguments("DDA without INTERNAL AUTHENTICATE", next(OFFLINE.with(Cvr.Bit.DDA_PERFORMED))),
                arguments("INTERNAL AUTHENTICATE without DDA", before("00880000041122334400", "9000")),
                arguments("a PIN that nobody entered", next(OFFLINE.with(Cvr.Bit.OFFLINE_PIN_PERFORMED))),
                arguments("a PIN that is not told", before("0020008008241234FFFFFFFFFF", "9000")),
                arguments("a wrong PIN that nobody entered", next(OFFLINE.with(Cvr.Bit.OFFLINE_PIN_FAILED))),
                arguments("unable to go online at once", next(OFFLINE.with(Cvr.Bit.UNABLE_TO_GO_ONLINE))),
                arguments(
                        "unable to go online with an answer",
                        approved()
                                .with(
                                        "second",
                                        second(
                                                answer(Csu.APPROVE),
                                                CryptogramType.TC,
                                                CERTIFIED.with(Cvr.Bit.UNABLE_TO_GO_ONLINE)))),
                arguments(
                        "authentication failed and not performed",
                        approved()
                                .with(
                                        "second",
                                        second(
                                                answer(Csu.APPROVE),
                                                CryptogramType.TC,
                                                CERTIFIED
                                                        .with(Cvr.Bit.ISSUER_AUTHENTICATION_FAILED)
                                                        .with(Cvr.Bit.ISSUER_AUTHENTICATION_NOT_PERFORMED)))));
    }

    private static Story next(Cvr cvr) {
        return approved().with("next", first(2, 0x40, CryptogramType.TC, cvr));
    }

    private static Story before(String command, String response) {
        return approved().before("next", "before", apdu(2, READER, command, response));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void resultsThatContradictTheTraceViolateC01(String how, Story story) {
        productBroke("C-01", how, story);
    }

    static Stream<Arguments> disobedience() {
        Csu goOnline = Csu.APPROVE.with(Csu.Bit.GO_ONLINE_NEXT);
        Csu block = Csu.DECLINE.with(Csu.Bit.APPLICATION_BLOCK);
        Csu blockCard = Csu.DECLINE.with(Csu.Bit.CARD_BLOCK);
        return Stream.of(
                arguments("declined though approved", online(Csu.APPROVE, CryptogramType.AAC, DECLINED)),
                arguments("certified though declined", online(Csu.DECLINE, CryptogramType.TC, CERTIFIED)),
                arguments(
                        "certified though blocked",
                        online(Csu.APPROVE.with(Csu.Bit.APPLICATION_BLOCK), CryptogramType.TC, CERTIFIED)
                                .with("select again", selected(2, "6283"))),
                arguments(
                        "certified over a forgery",
                        forged(Csu.APPROVE).with("second", second(answer(Csu.APPROVE), CryptogramType.TC, CERTIFIED))),
                arguments("certified over an answer of before", approved().swapped("arqc", "0110")),
                arguments("not blocked", online(block, CryptogramType.AAC, DECLINED)),
                arguments(
                        "blocked otherwise",
                        online(blockCard, CryptogramType.AAC, DECLINED).with("select again", selected(2, "6283"))),
                arguments("blocked without an order", approved().with("select again", selected(2, "6A81"))),
                arguments("blocked by a forgery", forged(block).with("select again", selected(2, "6283"))),
                arguments("not sent online", online(goOnline, CryptogramType.TC, CERTIFIED)),
                arguments("sent online without an order", next(OFFLINE.with(Cvr.Bit.GO_ONLINE_WAS_SET))),
                arguments(
                        "sent online by a forgery",
                        forged(goOnline)
                                .with(
                                        "next",
                                        first(2, 0x40, CryptogramType.TC, OFFLINE.with(Cvr.Bit.GO_ONLINE_WAS_SET)))),
                arguments(
                        "more tries than ordered",
                        online(Csu.APPROVE.withPinTryCounter(1), CryptogramType.TC, CERTIFIED)),
                arguments(
                        "tries without an order",
                        approved()
                                .with(
                                        "second",
                                        second(
                                                answer(Csu.APPROVE),
                                                CryptogramType.TC,
                                                with(
                                                        CERTIFIED.withCryptograms(
                                                                CryptogramType.ARQC, Optional.of(CryptogramType.TC)),
                                                        4)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("disobedience")
    void whatTheIssuerDidNotOrderViolatesC02(String how, Story story) {
        productBroke("C-02", how, story);
    }

    @Test
    void ordersThatAreObeyedDoNotViolateC02() {
        assertThat(shows(
                        "C-02",
                        online(Csu.APPROVE.with(Csu.Bit.GO_ONLINE_NEXT), CryptogramType.TC, CERTIFIED)
                                .with(
                                        "next",
                                        first(2, 0x40, CryptogramType.TC, OFFLINE.with(Cvr.Bit.GO_ONLINE_WAS_SET)))))
                .matches(Finding::holds);
        assertThat(shows(
                        "C-02",
                        online(Csu.DECLINE.with(Csu.Bit.CARD_BLOCK), CryptogramType.AAC, DECLINED)
                                .with("select again", selected(2, "6A81"))))
                .matches(Finding::holds);
        assertThat(shows(
                        "C-02",
                        online(Csu.APPROVE.with(Csu.CounterUpdate.ADD_TRANSACTION), CryptogramType.AAC, DECLINED)))
                .as("funds can be short")
                .matches(Finding::holds);
    }

    /** Command, status word; one that fits another command. */
    @ParameterizedTest
    @CsvSource({
        "00B2010C00, 6A88",
        "80CA9F3600, 6A83",
        "80CA9F3600, 6D00",
        "0070000000, 6985",
        "B0CA9F3600, 6985",
        "80CA9F3600, 63C2",
        "80CA9F3600, 6983",
        "0084000000, 6984",
        "0084000000, 6982",
        "801E0000, 6987",
        "00B2010C00, 6988",
        "80CA9F3600, 6283",
        "80AE4000, 6A81",
        "80500000, 6300",
        "80CA9F3600, 6F00",
        "80CA9F3600, 6581",
    })
    void aStatusWordOutOfItsPlaceViolatesC03(String command, String status) {
        productBroke("C-03", command + " " + status, new Story().then("command", apdu(1, READER, command, status)));
    }

    @ParameterizedTest
    @CsvSource({
        "00B2020C00, 6A83",
        "00B2011C00, 6A82",
        "80CA9F4F00, 6A88",
        "0070000000, 6D00",
        "B0CA9F3600, 6E00",
        "00200080, 63C0",
        "00200088, 6984",
        "8C1E0000, 6987",
        "8C240000, 6988",
        "801E0000, 6982",
        "80E20000, 6982",
        "84820300, 6300",
    })
    void aStatusWordInItsPlaceIsARefusal(String command, String status) {
        assertThat(refuses("C-03", new Story().then("command", apdu(1, READER, command, status))))
                .matches(Finding::holds);
    }

    /** What the card says at SELECT, and a command that it must not carry out then. */
    @ParameterizedTest
    @CsvSource({
        FCI + ", 80A8000002830000",
        FCI + ", 80CA9F3600",
        FCI + ", 8C1E0000",
        PERSONALIZED + "9000, 8050000008010203040506070800",
        PERSONALIZED + "9000, 80E2000000",
        PERSONALIZED + "6283, 0084000000",
        PERSONALIZED + "6283, 0020008008241234FFFFFFFFFF",
        PERSONALIZED + "6283, 00880000041122334400",
        PERSONALIZED + "6283, 8050000008010203040506070800",
        "6A81, 80CA9F3600",
        "6A81, 8C180000",
    })
    void aCommandOutOfItsStateViolatesC04(String selected, String command) {
        Story story = new Story()
                .then("select", apdu(1, READER, SELECT, selected))
                .then("command", apdu(1, READER, command, "9000"));
        productBroke("C-04", command, story);
        assertThat(refuses("C-04", story.with("command", apdu(1, READER, command, "6985"))))
                .matches(Finding::holds);
    }

    @Test
    void aBlockedApplicationThatPaysViolatesC04() {
        Story declines = new Story()
                .then("select", selected(1, "6283"))
                .then("ac", first(1, 0x40, CryptogramType.AAC, DECLINED));
        assertThat(refuses("C-04", declines)).matches(Finding::holds);
        productBroke("C-04", "a TC", declines.with("ac", first(1, 0x40, CryptogramType.TC, OFFLINE)));
        productBroke("C-04", "an ARQC", declines.with("ac", first(1, 0x80, CryptogramType.ARQC, REQUESTED)));
        assertThat(shows(
                        "C-04",
                        declines.before("ac", "unblocked", apdu(1, READER, "8C180000", "9000"))
                                .with("ac", first(1, 0x40, CryptogramType.TC, OFFLINE))))
                .as("it was unblocked before")
                .matches(Finding::holds);
    }

    /** Script, and what the next SELECT must say; then one that says something else. */
    @ParameterizedTest
    @CsvSource({"8C1E0000, 6283, 9000", "8C180000, 9000, 6283", "8C160000, 6A81, 6283"})
    void aScriptThatLeavesAnotherStateViolatesC04(String script, String right, String wrong) {
        Story story = new Story()
                .then("select", selected(1, "9000"))
                .then("script", apdu(1, READER, script, "9000"))
                .then("select again", selected(2, right));
        assertThat(shows("C-04", story)).matches(Finding::holds);
        productBroke("C-04", script, story.with("select again", selected(2, wrong)));
        assertThat(shows(
                        "C-04",
                        story.with("script", apdu(1, READER, script, "6988"))
                                .with("select again", selected(2, "9000"))))
                .as("a script that was refused moved nothing")
                .matches(Finding::holds);
    }

    @Test
    void aTraceWithoutCardSaysNothing() {
        Story nothing = new Story().then("0110", given(Csu.APPROVE));
        for (String requirement : new String[] {"C-01", "C-02", "C-03", "C-04"}) {
            assertThat(shows(requirement, nothing)).matches(f -> !f.holds() && !f.violated());
        }
        assertThat(refuses("C-04", new Story().then("select", select(1, READER))))
                .matches(f -> !f.holds() && !f.violated());
    }
}

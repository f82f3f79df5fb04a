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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** T-04. */
class IssuerCommandsTest {
    private static final String READER = "reader-1";
    private static final Bytes APPROVAL = Bytes.hex("AABBCCDD00830000");
    private static final Bytes LIMIT = Bytes.hex("0CDADF471281060000000040008E081122334455667788");
    private static final Bytes BLOCK = Bytes.hex("8C1E00000A8E08AABBCCDDEEFF0011");

    /** A purchase whose answer has a command in template 71 and one in 72. */
    private static Story told() {
        Bytes chipData = Bytes.concat(
                Tlv.encode(Tags.ISSUER_AUTHENTICATION_DATA, APPROVAL),
                template(Tags.SCRIPT_BEFORE_AC, LIMIT),
                template(Tags.SCRIPT_AFTER_AC, BLOCK));
        return new Story()
                .then("arqc", apdu(1, READER, generateAc(0x90, cdol1(800, 0)), answer(CryptogramType.ARQC)))
                .then(
                        "0110",
                        message(
                                Party.ISSUER,
                                Party.TERMINAL,
                                MessageType.AUTHORIZATION_RESPONSE,
                                "000001",
                                "DE39",
                                "00",
                                "DE55",
                                chipData.toHex()))
                .then("mac valid", decided(Party.TERMINAL, Decision.RESPONSE_MAC_VALID, true))
                .then("limit", command(LIMIT, "9000"))
                .then(
                        "tc",
                        apdu(1, READER, generateAc(0x50, secondOfPurchase(800, APPROVAL)), answer(CryptogramType.TC)))
                .then("block", command(BLOCK, "9000"));
    }

    private static Bytes template(int tag, Bytes command) {
        return Tlv.encode(
                tag,
                Tlv.encode(Tags.SCRIPT_IDENTIFIER, Bytes.of(0, 0, 0, 1))
                        .then(Tlv.encode(Tags.SCRIPT_COMMAND, command)));
    }

    private static ApduExchanged command(Bytes command, String statusWord) {
        return apdu(1, READER, command.toHex(), statusWord);
    }

    private static String answer(CryptogramType given) {
        return cryptogram(given, 7, false, iad(2_000, 0), Bytes.empty());
    }

    @Test
    void commandsThatAreCarriedOutShowIt() {
        assertThat(shows("T-04", told())).matches(Finding::holds, "holds");
        assertThat(refuses("T-04", told())).matches(f -> !f.holds(), "none failed");
        assertThat(shows("T-04", new Story())).matches(f -> !f.holds(), "an empty trace shows nothing");
    }

    static Stream<Arguments> notShown() {
        return Stream.of(
                arguments("one is not handed over", told().without("block")),
                arguments("one is refused", told().with("block", command(BLOCK, "6985"))),
                arguments("in another order", told().swapped("limit", "block")),
                arguments("another command", told().with("limit", command(BLOCK, "9000"))),
                arguments("an answer that nobody trusts", told().without("mac valid")),
                arguments(
                        "no command was sent",
                        told().without("limit", "block")
                                .changed(
                                        "0110",
                                        MessagePassed.class,
                                        m -> Events.changed(
                                                m,
                                                "DE55",
                                                Tlv.encode(Tags.ISSUER_AUTHENTICATION_DATA, APPROVAL)
                                                        .toHex()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notShown")
    void whatIsMissingIsNotShown(String how, Story story) {
        assertThat(shows("T-04", story)).matches(f -> !f.holds() && !f.violated(), how);
    }

    @Test
    void aCommandThatTheCardRefusesAndNoneAfterItRefuses() {
        Story refused = told().with("limit", command(LIMIT, "6988"));
        assertThat(refuses("T-04", refused.with("block", command(BLOCK, "6985"))))
                .matches(Finding::holds, "both refused");
        assertThat(refuses("T-04", refused.without("block"))).matches(Finding::holds, "the terminal stopped");
    }

    @Test
    void aCommandTakenAfterOneThatFailedIsTheProducts() {
        productBroke("T-04", "taken after a failure", told().with("limit", command(LIMIT, "6988")));
    }
}

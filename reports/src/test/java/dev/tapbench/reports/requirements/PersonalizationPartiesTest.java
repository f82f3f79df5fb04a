package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.productBroke;
import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.changed;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.Events.message;
import static dev.tapbench.reports.requirements.PersonalizationStories.ENCODER;
import static dev.tapbench.reports.requirements.PersonalizationStories.INITIALIZE;
import static dev.tapbench.reports.requirements.PersonalizationStories.commands;
import static dev.tapbench.reports.requirements.PersonalizationStories.cut;
import static dev.tapbench.reports.requirements.PersonalizationStories.honest;
import static dev.tapbench.reports.requirements.PersonalizationStories.hsm;
import static dev.tapbench.reports.requirements.PersonalizationStories.prepared;
import static dev.tapbench.reports.requirements.PersonalizationStories.responses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** P-01 to P-06, and what P-07 and P-09 refuse besides: a repeat, and a key that is not there. */
class PersonalizationPartiesTest {
    private static final String STORE_3 = "84E2000010" + "22".repeat(16);

    @ParameterizedTest
    @ValueSource(strings = {"P-01", "P-02", "P-03", "P-04", "P-05", "P-06"})
    void anHonestPersonalizationShowsEveryRequirementAndRefusesNone(String requirement) {
        assertThat(shows(requirement, honest())).matches(Finding::holds, "holds");
        assertThat(shows(requirement, cut("S0").followedBy(honest()))).matches(Finding::holds, "holds after a cut");
        assertThat(refuses(requirement, honest())).matches(f -> !f.holds(), "nothing was attempted");
        assertThat(shows(requirement, new Story())).matches(f -> !f.holds(), "an empty trace shows nothing");
    }

    static Stream<Arguments> notShown() {
        return Stream.of(
                arguments("P-01", "not ordered", honest().without("order")),
                arguments("P-01", "ordered after it was given out", honest().swapped("order", "prepared")),
                arguments("P-01", "no card keys", honest().without("card keys")),
                arguments("P-01", "no certificate", honest().without("certificate")),
                arguments(
                        "P-01",
                        "another party's HSM",
                        honest().with("card keys", hsm("issuer", "derive", "issuer/imk-ac/session", ""))),
                arguments("P-01", "nothing given out", honest().without("prepared")),
                arguments(
                        "P-01",
                        "no PIN",
                        honest().changed("prepared", MessagePassed.class, m -> changed(m, "groups", "9102 8000"))),
                arguments("P-02", "nothing received", honest().without("prepared")),
                arguments("P-02", "another session's", honest().with("prepared", prepared("S2"))),
                arguments("P-02", "nothing sent", honest().without("load")),
                arguments("P-02", "sent before it was received", honest().swapped("prepared", "load")),
                arguments("P-02", "no instruction", honest().without("probe")),
                arguments("P-03", "no derivation", honest().without("derived")),
                arguments(
                        "P-03",
                        "another key than the device names",
                        honest().with("derived", hsm("tsp", "derive", "tsp/session/enc", "from tsp/kmc-999902, X"))),
                arguments(
                        "P-03", "derived before the device named its key", honest().swapped("derived", "responses 2")),
                arguments("P-03", "secrets not enciphered by it", honest().without("translated")),
                arguments("P-03", "nothing sent", honest().without("load")),
                arguments("P-04", "not asked", honest().without("data request")),
                arguments("P-04", "MOTAPS not asked", honest().without("order")),
                arguments("P-04", "no approval", honest().without("approval")),
                arguments("P-04", "approved before it was ordered", honest().swapped("approval", "order")),
                arguments(
                        "P-04",
                        "another account",
                        honest().changed("order", MessagePassed.class, m -> changed(m, "account", "account-0002"))),
                arguments("P-05", "nothing came down", honest().without("probe", "load", "ask proof")),
                arguments("P-05", "not passed down", honest().without("load 2")),
                arguments("P-05", "not passed up", honest().without("responses 2")),
                arguments("P-05", "passed down before it came", honest().swapped("load", "load 2")),
                arguments(
                        "P-05",
                        "changed on its way",
                        honest().with(
                                        "load 2",
                                        commands(Party.SERVICE_PROVIDER, Party.RPD, "S1", "personalize", STORE_3))),
                arguments("P-06", "no consumer", honest().without("asked")),
                arguments(
                        "P-06",
                        "another consumer's session",
                        honest().with("asked", message(Party.CARDHOLDER, Party.RPD, MessageType.DEVICE_REQUEST, "S9"))),
                arguments(
                        "P-06",
                        "another request",
                        honest().changed("asked", MessagePassed.class, m -> changed(m, "funds", "1"))),
                arguments("P-06", "not told", honest().without("device told")),
                arguments("P-06", "not dispensed", honest().without("dispensed")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("notShown")
    void isNotShown(String requirement, String how, Story story) {
        assertThat(shows(requirement, story)).matches(f -> !f.holds(), how);
    }

    /** The refusals that a sound chain gives, by requirement. */
    private static Story askedAgain() {
        return honest().then("again", message(Party.TSP, Party.MOTAPS, MessageType.PREPARED_DATA_REQUEST, "S1"));
    }

    private static Story withoutData() {
        return honest().with("prepared", prepared("S2")).endingBefore("probe");
    }

    private static Story unknownKey() {
        return honest().endingBefore("derived");
    }

    private static Story lostOrder() {
        return honest().endingBefore("order")
                .then("no", message(Party.ISSUER, Party.TSP, MessageType.DATA_REFUSAL, "S1"));
    }

    private static Story changedData(String statusWord) {
        return honest().with("load 2", commands(Party.SERVICE_PROVIDER, Party.RPD, "S1", "personalize", STORE_3))
                .endingBefore("store 1")
                .then("changed store", apdu(1, ENCODER, STORE_3, statusWord));
    }

    private static Story lostLine() {
        return honest().endingBefore("confirm").then("rejected", decided(Party.RPD, Decision.DEVICE_DISPENSED, false));
    }

    private static Story doubled() {
        return honest().before(
                        "data request",
                        "request again",
                        message(Party.SERVICE_PROVIDER, Party.TSP, MessageType.PERSONALIZATION_REQUEST, "S1"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("P-01", askedAgain()),
                arguments(
                        "P-01",
                        honest().without("order").endingBefore("approval").followedBy(askedAgain())),
                arguments("P-02", withoutData()),
                arguments("P-03", unknownKey()),
                arguments("P-04", lostOrder()),
                arguments("P-05", changedData("6982")),
                arguments("P-06", lostLine()),
                arguments("P-07", doubled()),
                arguments("P-09", unknownKey()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String requirement, Story story) {
        assertThat(refuses(requirement, story)).matches(Finding::holds, "refused");
    }

    static Stream<Arguments> violated() {
        Story elsewhere = honest().with("derived", hsm("tsp", "derive", "tsp/session/enc", "from tsp/kmc-999902, X"));
        return Stream.of(
                arguments("P-01", "given out again", askedAgain().then("data again", prepared("S1"))),
                arguments("P-01", "given out unordered", honest().without("order")),
                arguments("P-02", "sent another's data", honest().with("prepared", prepared("S2"))),
                arguments("P-03", "another key than the device names", elsewhere),
                arguments("P-04", "approved unordered", honest().without("order")),
                arguments("P-05", "changed data taken", changedData("9000")),
                arguments(
                        "P-06",
                        "given out untold",
                        lostLine().then("dispensed", decided(Party.RPD, Decision.DEVICE_DISPENSED, true))),
                arguments(
                        "P-07",
                        "served twice",
                        doubled()
                                .before(
                                        "enciphered",
                                        "data request again",
                                        message(Party.TSP, Party.ISSUER, MessageType.DATA_REQUEST, "S1"))),
                arguments("P-09", "another key than the device names", elsewhere));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("violated")
    void aViolationIsTheProducts(String requirement, String how, Story story) {
        productBroke(requirement, how, story);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "000000000000000000009000", "AABBCCDDEEFF00000001"})
    void keydataThatCannotBeReadIsNobodysKey(String answer) {
        Story unreadable = honest().with("keydata", apdu(1, ENCODER, INITIALIZE, answer + "9000"))
                .with("responses 2", responses(Party.SERVICE_PROVIDER, Party.TSP, "S1", answer + "9000"))
                .endingBefore("derived");
        assertThat(refuses("P-03", unreadable)).matches(Finding::holds, "nothing was sent");
    }
}

package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.between;
import static dev.tapbench.reports.requirements.Events.changed;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.Events.message;
import static dev.tapbench.reports.requirements.PersonalizationStories.ENCODER;
import static dev.tapbench.reports.requirements.PersonalizationStories.INITIALIZE;
import static dev.tapbench.reports.requirements.PersonalizationStories.KEYDATA;
import static dev.tapbench.reports.requirements.PersonalizationStories.STORE_1;
import static dev.tapbench.reports.requirements.PersonalizationStories.STORE_2;
import static dev.tapbench.reports.requirements.PersonalizationStories.commands;
import static dev.tapbench.reports.requirements.PersonalizationStories.cut;
import static dev.tapbench.reports.requirements.PersonalizationStories.honest;
import static dev.tapbench.reports.requirements.PersonalizationStories.responses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.HsmCalled;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalizationPredicatesTest {
    private static final String OTHER_KEYDATA = KEYDATA.replace("541333", "541334");

    @ParameterizedTest
    @ValueSource(strings = {"P-07", "P-08", "P-09", "P-10", "P-11", "P-12", "P-13"})
    void anHonestPersonalizationShowsEveryRequirementAndRefusesNone(String requirement) {
        assertThat(shows(requirement, honest())).matches(Finding::holds, "holds");
        assertThat(shows(requirement, cut("S0").followedBy(honest()))).matches(Finding::holds, "holds after a cut");
        assertThat(refuses(requirement, honest())).matches(f -> !f.holds(), "nothing was attempted");
        assertThat(shows(requirement, new Story())).matches(f -> !f.holds(), "an empty trace shows nothing");
    }

    static Stream<Arguments> notShown() {
        return Stream.of(
                arguments("P-07", "never left", honest().without("request")),
                arguments("P-07", "stopped at the service provider", honest().without("request 2")),
                arguments(
                        "P-07",
                        "another session",
                        honest().with(
                                        "request 2",
                                        message(
                                                Party.SERVICE_PROVIDER,
                                                Party.TSP,
                                                MessageType.PERSONALIZATION_REQUEST,
                                                "S2"))),
                arguments(
                        "P-07",
                        "past the service provider",
                        honest().changed("request 2", MessagePassed.class, m -> between(m, Party.RPD, Party.TSP))),
                arguments("P-08", "not asked", honest().without("data request")),
                arguments("P-08", "asked before the request", honest().swapped("request 2", "data request")),
                arguments(
                        "P-08",
                        "MOTAPS was asked",
                        honest().changed(
                                        "data request", MessagePassed.class, m -> between(m, Party.TSP, Party.MOTAPS))),
                arguments("P-08", "no approval", honest().without("approval")),
                arguments("P-08", "approved after the loading", honest().swapped("approval", "proof")),
                arguments("P-09", "not sent", honest().without("probe")),
                arguments("P-09", "not passed on", honest().without("probe 2")),
                arguments(
                        "P-09",
                        "for another purpose",
                        honest().with(
                                        "probe",
                                        commands(Party.TSP, Party.SERVICE_PROVIDER, "S1", "confirm", INITIALIZE))),
                arguments(
                        "P-09",
                        "changed on the way",
                        honest().with(
                                        "probe 2",
                                        commands(
                                                Party.SERVICE_PROVIDER,
                                                Party.RPD,
                                                "S1",
                                                "probe",
                                                INITIALIZE.replace("A1", "B1")))),
                arguments("P-09", "run before it was received", honest().swapped("probe 2", "keydata")),
                arguments("P-09", "the device refused", honest().with("keydata", apdu(1, ENCODER, INITIALIZE, "6985"))),
                arguments(
                        "P-09",
                        "past the service provider",
                        honest().changed("probe 2", MessagePassed.class, m -> between(m, Party.TSP, Party.RPD))),
                arguments("P-10", "not sent up", honest().without("responses")),
                arguments("P-10", "not passed on", honest().without("responses 2")),
                arguments(
                        "P-10",
                        "other key data",
                        honest().with(
                                        "responses 2",
                                        responses(Party.SERVICE_PROVIDER, Party.TSP, "S1", OTHER_KEYDATA))),
                arguments("P-10", "answered before the device did", honest().swapped("keydata", "responses 2")),
                arguments(
                        "P-10",
                        "past the service provider",
                        honest().changed("responses 2", MessagePassed.class, m -> between(m, Party.RPD, Party.TSP))),
                arguments("P-11", "no derivation", honest().without("derived")),
                arguments("P-11", "derived before KEYDATA came", honest().swapped("responses 2", "derived")),
                arguments("P-11", "derived after the data was sent", honest().swapped("derived", "store 1")),
                arguments(
                        "P-11",
                        "another party's HSM",
                        honest().with("derived", new HsmCalled("motaps", "embedded:", "derive", "motaps/imk-ac", ""))),
                arguments("P-11", "no data from MOTAPS", honest().without("prepared")),
                arguments("P-11", "card cryptogram not checked", honest().without("card valid")),
                arguments("P-11", "card cryptogram checked after the data", honest().swapped("card valid", "store 1")),
                arguments(
                        "P-11",
                        "card cryptogram wrong",
                        honest().with("card valid", decided(Party.TSP, Decision.CARD_CRYPTOGRAM_VALID, false))),
                arguments("P-12", "not from the TSP", honest().without("load")),
                arguments("P-12", "not through the service provider", honest().without("load 2")),
                arguments(
                        "P-12",
                        "another command",
                        honest().with("store 1", apdu(1, ENCODER, STORE_1.replace("84E2", "80E2"), "9000"))),
                arguments("P-12", "refused", honest().with("store 1", apdu(1, ENCODER, STORE_1, "6A80"))),
                arguments("P-12", "last one missing", honest().without("store 2")),
                arguments("P-12", "not marked as the last", honest().swapped("store 1", "store 2")),
                arguments("P-12", "last one refused", honest().with("store 2", apdu(1, ENCODER, STORE_2, "6A80"))),
                arguments("P-13", "no cryptogram", honest().without("proof")),
                arguments("P-13", "cryptogram before the last data", honest().swapped("proof", "store 2")),
                arguments("P-13", "not what the TSP asked for", honest().without("ask proof")),
                arguments("P-13", "issuer not asked", honest().without("confirm")),
                arguments("P-13", "asked before the cryptogram", honest().swapped("confirm", "proof")),
                arguments(
                        "P-13",
                        "over another number",
                        honest().changed("confirm", MessagePassed.class, m -> changed(m, "un", "00000000"))),
                arguments(
                        "P-13",
                        "not confirmed",
                        honest().with("confirmed", decided(Party.ISSUER, Decision.CONFIRMATION_VALID, false))),
                arguments("P-13", "told before it was confirmed", honest().swapped("confirmed", "issuer told")),
                arguments("P-13", "dispensed before it was confirmed", honest().swapped("confirmed", "dispensed")),
                arguments("P-13", "MOTAPS not told", honest().without("motaps told")),
                arguments("P-13", "device not told", honest().without("device told")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("notShown")
    void isNotShown(String requirement, String how, Story story) {
        assertThat(shows(requirement, story)).matches(f -> !f.holds(), how);
    }

    static Stream<Arguments> refused() {
        Story bypass = honest().changed("request 2", MessagePassed.class, m -> between(m, Party.RPD, Party.TSP))
                .endingBefore("data request");
        Story notApproved = honest().with("approval", message(Party.ISSUER, Party.TSP, MessageType.DATA_REFUSAL, "S1"))
                .endingBefore("prepared");
        Story strangeCommands = honest().changed(
                        "probe 2", MessagePassed.class, m -> between(m, Party.MOTAPS, Party.RPD))
                .endingBefore("tap");
        Story changedKeydata = honest().with(
                        "responses 2", responses(Party.SERVICE_PROVIDER, Party.TSP, "S1", OTHER_KEYDATA))
                .endingBefore("load");
        Story strangeDevice = honest().with("card valid", decided(Party.TSP, Decision.CARD_CRYPTOGRAM_VALID, false))
                .endingBefore("load");
        return Stream.of(
                arguments("P-07", bypass),
                arguments("P-08", notApproved),
                arguments("P-09", strangeCommands),
                arguments("P-10", changedKeydata),
                arguments("P-11", strangeDevice),
                arguments("P-12", cut("S1")),
                arguments("P-13", cut("S1")),
                arguments(
                        "P-13",
                        honest().with("confirmed", decided(Party.ISSUER, Decision.CONFIRMATION_VALID, false))
                                .endingBefore("issuer told")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String requirement, Story story) {
        assertThat(refuses(requirement, story)).matches(Finding::holds, "refused");
        assertThat(shows(requirement, story)).matches(f -> !f.holds(), "and not shown");
    }

    static Stream<Arguments> notRefused() {
        return Stream.of(
                arguments(
                        "P-07",
                        "served",
                        honest().changed("request 2", MessagePassed.class, m -> between(m, Party.RPD, Party.TSP))),
                arguments(
                        "P-08",
                        "personalized all the same",
                        honest().with("approval", message(Party.ISSUER, Party.TSP, MessageType.DATA_REFUSAL, "S1"))),
                arguments(
                        "P-09",
                        "run",
                        honest().changed("probe 2", MessagePassed.class, m -> between(m, Party.MOTAPS, Party.RPD))),
                arguments(
                        "P-10",
                        "personalized on changed key data",
                        honest().with(
                                        "responses 2",
                                        responses(Party.SERVICE_PROVIDER, Party.TSP, "S1", OTHER_KEYDATA))),
                arguments(
                        "P-11",
                        "data sent to a strange device",
                        honest().with("card valid", decided(Party.TSP, Decision.CARD_CRYPTOGRAM_VALID, false))),
                arguments("P-12", "half a device dispensed", honest().without("store 2")),
                arguments(
                        "P-12",
                        "half a device issued",
                        cut("S1").then("issued", decided(Party.ISSUER, Decision.ACCOUNT_ISSUED, true))),
                arguments(
                        "P-13",
                        "dispensed without proof",
                        honest().with("confirmed", decided(Party.ISSUER, Decision.CONFIRMATION_VALID, false))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("notRefused")
    void isNotRefused(String requirement, String how, Story story) {
        assertThat(refuses(requirement, story)).matches(f -> !f.holds(), how);
    }
}

package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.PhoneStories.WIRE;
import static dev.tapbench.reports.requirements.PhoneStories.asks;
import static dev.tapbench.reports.requirements.PhoneStories.counters;
import static dev.tapbench.reports.requirements.PhoneStories.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.PowerLost;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** what outlives the power, and whose the limits are. */
class PhoneMemoryTest {
    /** Two payments of 10.00, the power gone, and the counters read. */
    private static Story switchedOff() {
        return new Story()
                .then("paid 1", payment(1, 1_000, CryptogramType.TC, 9_000))
                .then("paid 2", payment(2, 1_000, CryptogramType.TC, 8_000))
                .then("off", new PowerLost("card-1"))
                .then("counters", counters(2, 2_000, 2, 2_000));
    }

    private static ApduExchanged ofCard(String card, ApduExchanged apdu) {
        return new ApduExchanged(
                apdu.tap(), apdu.reader(), apdu.medium(), card, apdu.command(), apdu.response(), apdu.nanos());
    }

    private static ApduExchanged limits(int count, long amount) {
        CounterReport report =
                new CounterReport(1, 1_000, 250, 255, CounterReport.NO_LIMIT, 10_000, 1, 1_000, count, amount);
        return apdu(1, WIRE, "80CADF2300", Events.read(Tags.COUNTERS, report.encode()));
    }

    /** One phone asks at its fourth payment, another at its second. */
    private static Story twoPhones() {
        return new Story()
                .then("paid 1", payment(1, 1_000, CryptogramType.TC, 9_000))
                .then("paid 2", payment(2, 1_000, CryptogramType.TC, 8_000))
                .then("paid 3", payment(3, 1_000, CryptogramType.TC, 7_000))
                .then("asks", asks(4, 7_000))
                .then("limits", limits(3, 3_000))
                .then("other paid", ofCard("card-2", payment(5, 1_000, CryptogramType.TC, 9_000)))
                .then("other asks", ofCard("card-2", asks(6, 9_000)))
                .then("other limits", ofCard("card-2", limits(1, 3_000)));
    }

    private static Story strangeChange(String command, String statusWord) {
        return new Story()
                .then("paid", payment(1, 1_000, CryptogramType.TC, 9_000))
                .then("changed", apdu(1, WIRE, command, statusWord))
                .then("limits", limits(3, 3_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"R-01", "R-02"})
    void whatWasPaidOutlivesThePower(String requirement) {
        assertThat(shows(requirement, switchedOff())).matches(Finding::holds, "shown");
        assertThat(refuses(requirement, switchedOff())).matches(Finding::holds, "refused");
        assertThat(shows(requirement, switchedOff().without("off"))).matches(f -> !f.holds(), "never off");
        assertThat(refuses(requirement, switchedOff().without("off"))).matches(f -> !f.holds(), "never off");
        assertThat(shows(requirement, switchedOff().without("counters"))).matches(f -> !f.holds(), "nobody looked");
        assertThat(shows(requirement, switchedOff().swapped("off", "counters")))
                .matches(f -> !f.holds(), "read before");
        assertThat(shows(requirement, switchedOff().without("paid 1", "paid 2")))
                .matches(f -> !f.holds(), "not paid");
        assertThat(shows(requirement, new Story())).matches(f -> !f.holds(), "an empty trace shows nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"R-01", "R-02"})
    void aPaymentUnderAVerificationIsCountedInTheFirstPairOnly(String requirement) {
        Story verified = switchedOff()
                .with("paid 2", payment(2, 1_000, CryptogramType.TC, 8_000, Cvr.Bit.CVM_ARMED))
                .with("counters", counters(2, 2_000, 1, 1_000));
        assertThat(shows(requirement, verified)).matches(Finding::holds, "shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"R-01", "R-02"})
    void aVerificationStartsTheSecondPairAnewAndLeavesTheFirst(String requirement) {
        Story verified = switchedOff()
                .before("off", "asks", asks(3, 8_000))
                .before("off", "verify", PhoneStories.verify("9000"))
                .with("counters", counters(2, 2_000, 0, 0));
        assertThat(shows(requirement, verified)).matches(Finding::holds, "shown");
    }

    static Stream<Arguments> forgotten() {
        return Stream.of(
                arguments("R-01", "count", counters(0, 2_000, 2, 2_000)),
                arguments("R-01", "amount", counters(2, 0, 2, 2_000)),
                arguments("R-02", "count", counters(2, 2_000, 0, 2_000)),
                arguments("R-02", "amount", counters(2, 2_000, 2, 1_000)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("forgotten")
    void whatThePowerTookIsTheProductsFault(String requirement, String what, ApduExchanged read) {
        Story story = switchedOff().with("counters", read);
        assertThat(shows(requirement, story)).matches(Finding::violated, what);
        assertThat(refuses(requirement, story)).matches(Finding::violated, what);
        String other = requirement.equals("R-01") ? "R-02" : "R-01";
        assertThat(shows(other, story)).matches(Finding::holds, "the other pair is well");
    }

    static Stream<Arguments> notConfigured() {
        return Stream.of(
                arguments("one phone only", twoPhones().endingBefore("other paid")),
                arguments("the same limits", twoPhones().with("other limits", ofCard("card-2", limits(3, 3_000)))),
                arguments("limits not read", twoPhones().without("other limits")),
                arguments("not asked", twoPhones().without("other asks")),
                arguments("asked too early", twoPhones().without("other paid")),
                arguments(
                        "asked too late",
                        twoPhones()
                                .before(
                                        "other asks",
                                        "other paid 2",
                                        ofCard("card-2", payment(7, 2_500, CryptogramType.TC, 6_500)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notConfigured")
    void differentLimitsAreNotShown(String how, Story story) {
        assertThat(shows("R-03", story)).matches(f -> !f.holds(), how);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00DADF4601FF", "00DADF4706999999999999", "80E280000430000000", "84E280000430000000"})
    void nobodyButTheIssuerChangesLimits(String command) {
        assertThat(refuses("R-03", strangeChange(command, "6D00"))).matches(Finding::holds, "refused");
        assertThat(refuses("R-03", strangeChange(command, "9000"))).matches(Finding::violated, "taken");
        assertThat(refuses("R-03", strangeChange(command, "6D00").then("later", limits(255, 3_000))))
                .matches(Finding::violated, "changed all the same");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00DADF240101", "00DADF2500", "0CDADF4601FF"})
    void ownersAndIssuersMayChangeWhatIsTheirs(String command) {
        assertThat(refuses("R-03", strangeChange(command, "9000")))
                .matches(f -> !f.holds() && !f.violated(), "no attempt");
    }

    @ParameterizedTest
    @ValueSource(strings = "R-03")
    void differentLimitsShowInBehaviour(String requirement) {
        assertThat(shows(requirement, twoPhones())).matches(Finding::holds, "shown");
        assertThat(refuses(requirement, twoPhones())).matches(f -> !f.holds(), "nothing was attempted");
    }
}

package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.decided;
import static dev.tapbench.reports.requirements.PhoneStories.READER;
import static dev.tapbench.reports.requirements.PhoneStories.WIRE;
import static dev.tapbench.reports.requirements.PhoneStories.asks;
import static dev.tapbench.reports.requirements.PhoneStories.counters;
import static dev.tapbench.reports.requirements.PhoneStories.payment;
import static dev.tapbench.reports.requirements.PhoneStories.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Cvr;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.UserSettings;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** what the owner wants, and who may say so. */
class PhoneSettingsTest {
    private static ApduExchanged put(int activation, UserSettings wish, String statusWord) {
        return apdu(activation, WIRE, "00DADF2408" + wish.encode().toHex(), statusWord);
    }

    private static Money euro(long cents) {
        return new Money(cents, Currency.EUR);
    }

    private static ApduExchanged take(UserSettings wish) {
        return put(1, wish, "9000");
    }

    /** Asked at the issuer's limit, the owner wants to be asked after one payment, and is. */
    private static Story honest() {
        return new Story()
                .then("paid before", payment(1, 1_000, CryptogramType.TC, 8_000))
                .then("asks", asks(2, 7_000))
                .then("verify", verify("9000"))
                .then("set", take(UserSettings.askAfter(1)))
                .then("told", decided(Party.PHONE, Decision.SETTINGS_TAKEN, true))
                .then("armed", payment(3, 1_000, CryptogramType.TC, 6_000, Cvr.Bit.CVM_ARMED))
                .then("counted", payment(4, 1_000, CryptogramType.TC, 5_000))
                .then("asks again", asks(5, 5_000))
                .then("counters", counters(4, 4_000, 1, 1_000));
    }

    private static Story refused() {
        return honest().with("set", put(1, UserSettings.askAfter(4), "6A80"))
                .with("told", decided(Party.PHONE, Decision.SETTINGS_TAKEN, false));
    }

    @Test
    void anOwnerWhoIsAskedShowsIt() {
        assertThat(shows("R-04", honest())).matches(Finding::holds, "shown");
        assertThat(refuses("R-04", honest())).matches(f -> !f.holds(), "nothing was attempted");
        assertThat(refuses("R-04", refused())).matches(Finding::holds, "refused");
        assertThat(shows("R-04", refused())).matches(f -> !f.holds() && !f.violated(), "nothing was taken");
    }

    @Test
    void anAmountAndAWishForEveryPaymentShowItAsWell() {
        Story above =
                honest().with("set", take(UserSettings.askAbove(euro(999)))).without("counted");
        assertThat(shows("R-04", above)).matches(Finding::holds, "shown");
        Story always = honest().with("set", take(UserSettings.alwaysAsk())).without("counted");
        assertThat(shows("R-04", always)).matches(Finding::holds, "shown");
    }

    static Stream<Arguments> notShown() {
        return Stream.of(
                arguments("nothing set", honest().without("set", "told")),
                arguments("the phone did not tell", honest().without("told")),
                arguments("nobody knows the issuer's limits", honest().without("counters")),
                arguments("asked before the owner wanted it", honest().without("counted")),
                arguments(
                        "asked at the issuer's limit",
                        honest().with("counted", payment(4, 2_500, CryptogramType.TC, 4_000))),
                arguments(
                        "declined without asking",
                        honest().with("asks again", payment(5, 1_000, CryptogramType.AAC, 5_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void notShown(String why, Story story) {
        assertThat(shows("R-04", story)).as(why).matches(f -> !f.holds() && !f.violated(), "not shown");
    }

    static Stream<Arguments> violated() {
        return Stream.of(
                arguments("looser count taken", honest().with("set", take(UserSettings.askAfter(4)))),
                arguments("looser amount taken", honest().with("set", take(UserSettings.askAbove(euro(3_001))))),
                arguments("without the passcode", honest().without("verify")),
                arguments("after a wrong passcode", honest().with("verify", verify("63C2"))),
                arguments("in another activation", honest().with("set", put(2, UserSettings.askAfter(1), "9000"))),
                arguments("told although refused", honest().with("set", put(1, UserSettings.askAfter(4), "6A80"))),
                arguments("paid unasked", honest().with("asks again", payment(5, 1_000, CryptogramType.TC, 4_000))),
                arguments(
                        "paid beyond the issuer's limits",
                        honest().with("set", take(UserSettings.askAbove(euro(3_000))))
                                .with("counted", payment(4, 3_000, CryptogramType.TC, 3_000))
                                .before("asks again", "paid 2", payment(5, 1, CryptogramType.TC, 2_999))
                                .before("asks again", "paid 3", payment(6, 1, CryptogramType.TC, 2_998))
                                .before("asks again", "paid 4", payment(7, 1, CryptogramType.TC, 2_997))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void violated(String why, Story story) {
        assertThat(shows("R-04", story)).as(why).matches(Finding::violated, "violated");
        assertThat(refuses("R-04", story)).as(why).matches(Finding::violated, "violated");
    }

    @Test
    void settingsOverTheAirAreNone() {
        Story overTheAir = honest().with(
                        "set",
                        apdu(
                                3,
                                READER,
                                "00DADF2408" + UserSettings.askAfter(1).encode().toHex(),
                                "9000"));
        assertThat(shows("R-04", overTheAir)).matches(Finding::violated, "told, and not taken over the wire");
    }
}

package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.productBroke;
import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static dev.tapbench.reports.requirements.Events.cdol1;
import static dev.tapbench.reports.requirements.Events.cryptogram;
import static dev.tapbench.reports.requirements.Events.generateAc;
import static dev.tapbench.reports.requirements.Events.iad;
import static dev.tapbench.reports.requirements.PhoneStories.READER;
import static dev.tapbench.reports.requirements.PhoneStories.counters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Cvr;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.ApduExchanged;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** T-09: a card that lets pass at gates what it asks for in shops. */
class TerminalKindsTest {
    /** Attended with a line, and unattended without one (EMV Book 4, Annex A1). */
    private static final String SHOP = "22";

    private static final String GATE = "26";

    private static ApduExchanged tap(int tap, String terminal, long amount, CryptogramType given, Cvr.Bit... bits) {
        return tap(tap, terminal, amount, Currency.EUR, given, bits);
    }

    private static ApduExchanged tap(
            int tap, String terminal, long amount, Currency currency, CryptogramType given, Cvr.Bit... bits) {
        Bytes values = cdol1(amount, 0, currency);
        return apdu(
                tap,
                READER,
                generateAc(0x50, values.slice(0, values.length() - 1).then(Bytes.hex(terminal))),
                cryptogram(given, tap, false, iad(8_000, 0, bits), Bytes.empty()));
    }

    private static ApduExchanged ofAnotherCard(ApduExchanged apdu) {
        return new ApduExchanged(
                apdu.tap(), apdu.reader(), apdu.medium(), "card-2", apdu.command(), apdu.response(), apdu.nanos());
    }

    private static ApduExchanged over(int tap, String terminal, CryptogramType given) {
        return tap(tap, terminal, 250, given, Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED);
    }

    private static Story letPass() {
        return new Story()
                .then("paid", tap(1, SHOP, 500, CryptogramType.TC))
                .then("first", over(2, SHOP, CryptogramType.AAC))
                .then("second", over(3, GATE, CryptogramType.TC))
                .then("counters", counters(2, 750, 2, 750));
    }

    private static Story askedAfter() {
        return letPass()
                .with("first", over(2, GATE, CryptogramType.TC))
                .with("second", over(3, SHOP, CryptogramType.AAC));
    }

    @ParameterizedTest
    @MethodSource("letPassEverywhere")
    void isShown(Story story) {
        assertThat(shows("T-09", story)).matches(Finding::holds, "holds");
        assertThat(refuses("T-09", story)).matches(f -> !f.holds() && !f.violated(), "nothing was refused");
    }

    static Stream<Story> letPassEverywhere() {
        return Stream.of(letPass(), letPass().without("counters"));
    }

    @ParameterizedTest
    @MethodSource("askedAfterGates")
    void isRefused(Story story) {
        assertThat(refuses("T-09", story)).matches(Finding::holds, "refused");
        assertThat(shows("T-09", story)).matches(f -> !f.holds() && !f.violated(), "nothing was let pass");
    }

    static Stream<Story> askedAfterGates() {
        return Stream.of(askedAfter(), askedAfter().without("counters"));
    }

    static Stream<Arguments> nothing() {
        return Stream.of(
                arguments("an empty trace", new Story()),
                arguments("one kind of terminal", letPass().with("first", over(2, GATE, CryptogramType.AAC))),
                arguments(
                        "another currency",
                        letPass().with("first", tap(2, SHOP, 250, Currency.USD, CryptogramType.AAC))),
                arguments(
                        "another card",
                        letPass().changed("first", ApduExchanged.class, TerminalKindsTest::ofAnotherCard)),
                arguments("another amount", letPass().with("first", tap(2, SHOP, 251, CryptogramType.AAC))),
                arguments(
                        "paid at both",
                        letPass()
                                .with("first", tap(2, SHOP, 250, CryptogramType.TC))
                                .with("counters", counters(3, 1_000, 3, 1_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nothing")
    void whatIsMissingIsNotShown(String how, Story story) {
        assertThat(shows("T-09", story)).as(how).matches(f -> !f.holds() && !f.violated(), "not shown");
        assertThat(refuses("T-09", story)).as(how).matches(f -> !f.holds() && !f.violated(), "not refused");
    }

    static Stream<Arguments> violated() {
        return Stream.of(
                arguments("a gate is not counted", letPass().with("counters", counters(2, 750, 1, 500))),
                arguments("a shop lets pass as well", letPass().with("paid", over(1, SHOP, CryptogramType.TC))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violated")
    void aViolationIsTheProducts(String how, Story story) {
        productBroke("T-09", how, story);
    }
}

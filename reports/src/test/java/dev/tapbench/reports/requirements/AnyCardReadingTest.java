package dev.tapbench.reports.requirements;

import static dev.tapbench.reports.requirements.Asked.productBroke;
import static dev.tapbench.reports.requirements.Asked.refuses;
import static dev.tapbench.reports.requirements.Asked.shows;
import static dev.tapbench.reports.requirements.Events.apdu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.trace.ApduExchanged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C-05 over the story of a terminal without keys, and over such in which one thing is not as it says. */
class AnyCardReadingTest {
    private static final String C_05 = "C-05";
    private static final String SELECT = "00A4040007F054415001101000";
    private static final String OPTIONS = "80A8000002830000";

    private static ApduExchanged sent(int tap, String command, String response) {
        return apdu(tap, "terminal", command, response);
    }

    private static Story read() {
        return new Story()
                .then("directory", sent(1, "00A404000E325041592E5359532E444446303100", "6F009000"))
                .then("select", sent(2, SELECT, "6F009000"))
                .then("options", sent(2, OPTIONS, "77009000"))
                .then("record", sent(2, "00B2010C00", "70009000"));
    }

    @Test
    void aCardThatIsReadShowsIt() {
        assertThat(shows(C_05, read())).matches(Finding::holds);
        assertThat(refuses(C_05, read())).matches(finding -> !finding.holds() && !finding.violated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"select", "options", "record"})
    void withoutOneOfItsStepsNothingIsShown(String step) {
        assertThat(shows(C_05, read().without(step))).matches(finding -> !finding.holds() && !finding.violated());
    }

    /** Parts of two activations are no transaction. */
    @Test
    void whatHappensInTwoActivationsIsNotShown() {
        Story story = read().without("record").then("later", sent(3, "00B2010C00", "70009000"));
        assertThat(shows(C_05, story)).matches(finding -> !finding.holds());
    }

    @ParameterizedTest
    @CsvSource({
        "00B2C80C00, 6A83",
        "80CADF7E00, 6A88",
        "8002000000, 6D00",
        "B0CA9F3600, 6E00",
        "80A8000002830000, 6985",
    })
    void whatIsRefusedWithItsWordIsARefusal(String command, String status) {
        assertThat(refuses(C_05, read().then("wrong", sent(2, command, status))))
                .matches(Finding::holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8002000000", "B0CA9F3600", OPTIONS})
    void whatNoCardMayCarryOutIsAViolation(String command) {
        productBroke(C_05, command, read().then("wrong", sent(2, command, "77009000")));
    }

    @Test
    void anotherSelectionMayBeginAnotherTransaction() {
        Story story =
                read().then("select again", sent(2, SELECT, "6F009000")).then("again", sent(2, OPTIONS, "77009000"));
        assertThat(shows(C_05, story)).matches(Finding::holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0020008008240000FFFFFFFFFF", "80AE000000"})
    void aTerminalThatTriesAPinOrAsksForACryptogramIsAnotherOne(String command) {
        Story story = read().then("costly", sent(3, command, "9000"));
        assertThat(shows(C_05, story)).matches(finding -> !finding.holds() && !finding.violated());
    }

    @Test
    void whatThePersonalizationDidBeforeIsNoMatter() {
        Story story =
                new Story().then("issued", apdu(1, "personalization contacts", "8050000008000000000000000000", "9000"));
        assertThat(shows(C_05, story)).matches(finding -> !finding.holds());
    }
}

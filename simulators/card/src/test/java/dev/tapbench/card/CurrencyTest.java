package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.card.Terminal.Ac;
import dev.tapbench.card.TestCard.Profile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction in another currency: declined, sent online, or converted at a stored rate. */
class CurrencyTest {
    private static Terminal abroad(String general, String terminalType) {
        Profile profile = Profile.line();
        profile.lowerCount = "FF";
        profile.upperCount = "FF";
        profile.lowerAmount = "";
        profile.funds = "999999999999";
        profile.general = general;
        Terminal terminal = new Terminal(new TestCard().personalize(profile));
        terminal.currency = "0840";
        terminal.terminalType = terminalType;
        return terminal;
    }

    private static String accumulator(Terminal terminal) {
        terminal.card.wired().select().ok();
        return hex(slice(terminal.card.getData("DF23"), 1, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 22, 0",
        "DF4C0100, 22, 0",
        "DF4C0101, 22, 128",
        "DF4C0101, 23, 0",
        "DF4C0802 0826 00010000 04, 22, 0", // the stored rate is another currency's
    })
    void theIssuerChoosesWhatAnotherCurrencyMeans(String general, String terminalType, int type) {
        Terminal terminal = abroad(general.replace(" ", ""), terminalType);
        assertThat(terminal.pay("000000001000").type()).isEqualTo(type);
        assertThat(accumulator(terminal)).isEqualTo("000000000000");
    }

    @Test
    void unableToGoOnlineAnotherCurrencyIsDeclined() {
        Terminal terminal = abroad("DF4C0101", "22");
        assertThat(terminal.pay("000000001000").type()).isEqualTo(0x80);
        Ac second = terminal.second("40", "000000001000", Terminal.UNABLE_APPROVED, Terminal.NO_ANSWER);
        assertThat(second.type()).isZero();
        assertThat(accumulator(terminal)).isEqualTo("000000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "000000001000, 00009250, 04",
        "000000000001, 00000001, 08", // a part of a cent is a cent
        "000000000100, 00000050, 02", // no rest, nothing to round
        "999999999999, 00000001, 00",
        "000012345678, 98765432, 08",
        "000000009999, 00009999, 00",
        "009999999999, 00000099, 00",
        "999999999999, 99999999, 08",
    })
    void aStoredRateConvertsAndRoundsUp(String amount, String rate, String decimals) {
        Terminal terminal = abroad("DF4C08020840" + rate + decimals, "23");
        Ac tc = terminal.pay(amount);
        BigDecimal expected = new BigDecimal(amount)
                .multiply(new BigDecimal(rate))
                .movePointLeft(Integer.parseInt(decimals))
                .setScale(0, RoundingMode.UP);
        assertThat(tc.type()).isEqualTo(0x40);
        assertThat(accumulator(terminal)).isEqualTo("%012d".formatted(expected.longValueExact()));
    }

    @ParameterizedTest
    @CsvSource({"999999999999, 00000002, 00", "999999999999, 99999999, 00", "999999999999, 10000001, 07"})
    void whatNeedsAThirteenthDigitIsRefused(String amount, String rate, String decimals) {
        Terminal terminal = abroad("DF4C08020840" + rate + decimals, "22");
        assertThat(terminal.pay(amount).type()).isZero();
        assertThat(accumulator(terminal)).isEqualTo("000000000000");
    }

    /** Nothing of a data grouping that fails its check is kept: the card stays unpersonalized. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DF4C0103",
                "DF4C00",
                "DF4C0102",
                "DF4C080208400000925A04",
                "DF4C08020840000092500A",
                "DF4A0104",
                "DF490E" + "0000000000000000000000000000",
                "DF490F" + "100000000000000000000000000000",
            })
    void badChoicesAreRefused(String general) {
        Profile profile = Profile.prepaid();
        profile.general = general;
        TestCard card = new TestCard();
        assertThatThrownBy(() -> card.personalize(profile)).hasMessageContaining("6A80");
    }
}

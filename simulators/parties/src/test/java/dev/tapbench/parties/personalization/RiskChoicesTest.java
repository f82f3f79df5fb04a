package dev.tapbench.parties.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.risk.Behaviour;
import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.Currencies.Other;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.HolderVerification;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import dev.tapbench.risk.TerminalRules;
import dev.tapbench.risk.UserBounds;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The optional data objects, byte by byte as the protocol lists them; nothing for what a card does anyway. */
class RiskChoicesTest {
    private static RiskProfile with(Behaviour behaviour) {
        return new RiskProfile(
                        "any",
                        RiskProfile.Kind.LINE,
                        Currency.getInstance("EUR"),
                        new SpendingLimits(3, 5, OptionalLong.empty(), 3_000),
                        new LostOrStolenLimits(LostOrStolenLimits.Mode.ANY, 3, 3_000),
                        OptionalLong.empty())
                .with(behaviour);
    }

    private static RiskProfile in(Other other, Map<Currency, BigDecimal> rates) {
        return with(Behaviour.USUAL.withCurrencies(new Currencies(other, rates)));
    }

    @Test
    void whatACardDoesAnywayIsLeftOut() {
        RiskProfile usual = with(Behaviour.USUAL);
        assertThat(RiskChoices.currencies(usual).isEmpty()).isTrue();
        assertThat(RiskChoices.alwaysAbove(usual).isEmpty()).isTrue();
        assertThat(RiskChoices.terminals(usual).isEmpty()).isTrue();
        assertThat(RiskChoices.userBounds(usual).isEmpty()).isTrue();
        assertThat(RiskChoices.methods(usual).isEmpty()).isTrue();
    }

    @Test
    void anotherCurrencyIsAskedAboutOrConverted() {
        Currency usd = Currency.getInstance("USD");
        assertThat(RiskChoices.currencies(in(Other.ONLINE, Map.of())).toHex()).isEqualTo("DF4C0101");
        assertThat(RiskChoices.currencies(in(Other.CONVERT, Map.of(usd, new BigDecimal("0.9250"))))
                        .toHex())
                .isEqualTo("DF4C0802" + "0840" + "00000925" + "03");
        // A rate that is not there converts nothing, which is to decline.
        assertThat(RiskChoices.currencies(in(Other.CONVERT, Map.of())).isEmpty())
                .isTrue();
    }

    @Test
    void holderTerminalsAndOwnerHaveAnObjectEach() {
        RiskProfile chosen = with(Behaviour.USUAL
                .withCvm(HolderVerification.USUAL
                        .withAlwaysAbove(5_000)
                        .withMethods(List.of(CvmMethod.SENSOR, CvmMethod.PASSCODE)))
                .withTerminals(new TerminalRules(TerminalRules.Unattended.EXEMPT, TerminalRules.OfflineOnly.DECLINED))
                .withUserSettings(new UserBounds(false, new UserBounds.Range(500, 2_000), new UserBounds.Range(1, 3))));
        assertThat(RiskChoices.alwaysAbove(chosen).toHex()).isEqualTo("DF4E06000000005000");
        assertThat(RiskChoices.terminals(chosen).toHex()).isEqualTo("DF4F0103");
        assertThat(RiskChoices.userBounds(chosen).toHex())
                .isEqualTo("DF260F" + "00" + "000000000500" + "000000002000" + "0103");
        assertThat(RiskChoices.methods(chosen).toHex()).isEqualTo("DF270105");
    }
}

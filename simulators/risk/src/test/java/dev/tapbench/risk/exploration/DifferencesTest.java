package dev.tapbench.risk.exploration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.LostOrStolenLimits.Mode;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import dev.tapbench.risk.exploration.Differences.Difference;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static RiskProfile phone(int count, long amount) {
        return new RiskProfile(
                "phone",
                RiskProfile.Kind.PREPAID,
                Currency.getInstance("EUR"),
                new SpendingLimits(255, 255, OptionalLong.empty(), 10_000),
                new LostOrStolenLimits(Mode.ANY, count, amount),
                OptionalLong.of(15_000));
    }

    @Test
    void aProfileDoesWhatItDoes() {
        Differences same = new Differences(phone(3, 3_000), phone(3, 3_000), true, false);
        assertThat(same.all()).isEmpty();
        assertThat(same.complete()).isTrue();
    }

    @Test
    void onePaymentLessIsSeenAfterTheOthers() {
        Differences fewer = new Differences(
                phone(3, RiskProfile.NO_AMOUNT_LIMIT), phone(2, RiskProfile.NO_AMOUNT_LIMIT), true, false);
        assertThat(fewer.all()).anySatisfy(difference -> {
            assertThat(difference.before()).isEqualTo(Reaction.PAYS_OFFLINE);
            assertThat(difference.after()).isEqualTo(Reaction.ASKS_HOLDER);
            assertThat(difference.way()).hasSize(2);
        });
    }

    @Test
    void anotherAmountIsSeenAtOnce() {
        List<Difference> wider = new Differences(phone(3, 3_000), phone(3, 5_000), true, false).all();
        assertThat(wider)
                .contains(new Difference(
                        List.of(),
                        new Move.Pay(5_000, true, Move.Issuer.NEVER),
                        Reaction.ASKS_HOLDER,
                        Reaction.PAYS_OFFLINE));
    }

    @Test
    void whoIsAskedAbroadIsSeen() {
        RiskProfile home = phone(3, 3_000);
        RiskProfile abroad =
                home.with(home.behaviour().withCurrencies(new Currencies(Currencies.Other.ONLINE, Map.of())));
        assertThat(new Differences(home, abroad, true, false).all())
                .contains(new Difference(
                        List.of(), new Move.PayAbroad(true, false), Reaction.DECLINES, Reaction.PAYS_ONLINE));
    }
}

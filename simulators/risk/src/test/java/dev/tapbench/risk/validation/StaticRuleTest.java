package dev.tapbench.risk.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.LostOrStolenLimits.Mode;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule has a profile that trips it and one that does not. */
class StaticRuleTest {
    private static final int NO_COUNT = RiskProfile.NO_COUNT_LIMIT;
    private static final long NO_AMOUNT = RiskProfile.NO_AMOUNT_LIMIT;
    private static final LostOrStolenLimits SOUND_SECOND = new LostOrStolenLimits(Mode.ANY, 3, 3_000);

    private static RiskProfile prepaid(SpendingLimits spending, LostOrStolenLimits second, long maximum) {
        return new RiskProfile(
                "planted",
                RiskProfile.Kind.PREPAID,
                Currency.getInstance("EUR"),
                spending,
                second,
                OptionalLong.of(maximum));
    }

    private static RiskProfile line(SpendingLimits spending) {
        return new RiskProfile(
                "planted",
                RiskProfile.Kind.LINE,
                Currency.getInstance("EUR"),
                spending,
                SOUND_SECOND,
                OptionalLong.empty());
    }

    private static SpendingLimits spending(int lower, int upper, long funds) {
        return new SpendingLimits(lower, upper, OptionalLong.empty(), funds);
    }

    private static RiskProfile second(LostOrStolenLimits limits) {
        return prepaid(spending(5, 10, 10_000), limits, 15_000);
    }

    private static final RiskProfile SOUND_PREPAID = second(SOUND_SECOND);
    private static final RiskProfile SOUND_LINE = line(new SpendingLimits(3, 5, OptionalLong.of(1_000), 3_000));

    private static final Map<String, RiskProfile> PLANTED = planted();

    private static Map<String, RiskProfile> planted() {
        Map<String, RiskProfile> planted = new TreeMap<>();
        planted.put("RP-01", second(new LostOrStolenLimits(Mode.ANY, NO_COUNT, NO_AMOUNT)));
        planted.put("RP-02", line(spending(5, NO_COUNT, NO_AMOUNT)));
        planted.put("RP-03", line(spending(5, 10, NO_AMOUNT)));
        planted.put("RP-04", prepaid(spending(0, 0, 10_000), SOUND_SECOND, 15_000));
        planted.put("RP-05", line(spending(5, 10, 0)));
        planted.put("RP-06", prepaid(spending(5, 10, 0), SOUND_SECOND, 0));
        planted.put("RP-07", prepaid(spending(5, 10, 15_000), SOUND_SECOND, 15_000));
        planted.put("RP-08", prepaid(spending(10, 10, 10_000), SOUND_SECOND, 15_000));
        planted.put("RP-09", line(new SpendingLimits(3, 5, OptionalLong.of(3_000), 3_000)));
        planted.put("RP-10", line(spending(NO_COUNT, NO_COUNT, 3_000)));
        planted.put("RP-11", second(new LostOrStolenLimits(Mode.ANY, 0, 3_000)));
        planted.put("RP-12", second(new LostOrStolenLimits(Mode.ALL, 3, 3_000)));
        planted.put("RP-13", second(new LostOrStolenLimits(Mode.ANY, 3, 15_000)));
        planted.put("RP-14", second(new LostOrStolenLimits(Mode.ANY, 10, 3_000)));
        planted.put("RP-15", line(spending(3, 5, NO_AMOUNT - 1)));
        return planted;
    }

    @Test
    void soundProfilesHaveNoFinding() {
        assertThat(StaticFindings.of(SOUND_PREPAID)).isEmpty();
        assertThat(StaticFindings.of(SOUND_LINE)).isEmpty();
    }

    @Test
    void everyRuleHasAProfileThatTripsItAndAnIdOfItsOwn() {
        assertThat(StaticRule.ALL)
                .extracting(StaticRule::id)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(PLANTED.keySet());
    }

    static Set<String> ids() {
        return PLANTED.keySet();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aPlantedContradictionIsFound(String id) {
        RiskProfile profile = Objects.requireNonNull(PLANTED.get(id));
        assertThat(StaticFindings.of(profile)).extracting(RiskFinding::id).contains(id);
    }
}

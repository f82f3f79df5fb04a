package dev.tapbench.risk.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.risk.Behaviour;
import dev.tapbench.risk.Behaviour.OnlineApproval;
import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.Currencies.Other;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.HolderVerification;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.LostOrStolenLimits.Mode;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import dev.tapbench.risk.TerminalRules;
import dev.tapbench.risk.TerminalRules.OfflineOnly;
import dev.tapbench.risk.TerminalRules.Unattended;
import dev.tapbench.risk.UserBounds;
import dev.tapbench.risk.UserBounds.Range;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
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

    private static final Behaviour USUAL = Behaviour.USUAL;
    private static final Behaviour CARD = USUAL.withDevice(RiskProfile.Device.CARD);
    private static final Currency USD = Currency.getInstance("USD");
    /** Everything chosen, and nothing against anything else. */
    private static final RiskProfile SOUND_CHOICES =
            SOUND_LINE.with(USUAL.withCurrencies(new Currencies(Other.CONVERT, Map.of(USD, new BigDecimal("0.92"))))
                    .withOnlineApproval(OnlineApproval.RESET)
                    .withCvm(HolderVerification.USUAL
                            .withAlwaysAbove(2_000)
                            .withMethods(List.of(CvmMethod.SENSOR, CvmMethod.PASSCODE))
                            .withArmedSeconds(60))
                    .withTerminals(new TerminalRules(Unattended.EXEMPT, OfflineOnly.DECLINED))
                    .withUserSettings(new UserBounds(false, new Range(500, 3_000), new Range(1, 3))));

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
        plantBehaviour(planted);
        return planted;
    }

    private static void plantBehaviour(Map<String, RiskProfile> planted) {
        Range anyAmount = Range.ANY_AMOUNT;
        Range anyCount = Range.ANY_COUNT;
        HolderVerification cvm = HolderVerification.USUAL;
        TerminalRules exempt = new TerminalRules(Unattended.EXEMPT, OfflineOnly.ACCEPTED);
        planted.put("RP-16", bounds(new Range(3_001, NO_AMOUNT), anyCount));
        planted.put("RP-17", bounds(new Range(0, 3_001), anyCount));
        planted.put("RP-18", bounds(anyAmount, new Range(4, NO_COUNT)));
        planted.put("RP-19", bounds(anyAmount, new Range(0, 4)));
        planted.put("RP-20", cvm(cvm.withAlwaysAbove(3_000)));
        planted.put("RP-21", cvm(cvm.withAlwaysAbove(0)));
        planted.put("RP-22", SOUND_LINE.with(USUAL.withTerminals(exempt)));
        planted.put(
                "RP-23",
                second(new LostOrStolenLimits(Mode.ANY, NO_COUNT, NO_AMOUNT)).with(USUAL.withTerminals(exempt)));
        planted.put("RP-24", currencies(Other.CONVERT, Map.of()));
        planted.put("RP-25", currencies(Other.CONVERT, Map.of(USD, BigDecimal.ZERO)));
        planted.put("RP-26", currencies(Other.ONLINE, Map.of(USD, new BigDecimal("0.92"))));
        planted.put("RP-27", currencies(Other.CONVERT, Map.of(USD, new BigDecimal("10000000"))));
        planted.put("RP-28", cvm(cvm.withMethods(List.of())));
        planted.put("RP-29", cvm(cvm.withArmedSeconds(0)));
        planted.put("RP-30", SOUND_LINE.with(CARD.withCvm(cvm.withArmedSeconds(60))));
        planted.put(
                "RP-31",
                SOUND_LINE.with(CARD.withCvm(cvm.withMethods(List.of(CvmMethod.NONE, CvmMethod.ENCIPHERED_PIN)))));
        planted.put("RP-32", SOUND_LINE.with(USUAL.withOnlineApproval(OnlineApproval.COUNT)));
        planted.put("RP-33", SOUND_LINE.with(CARD.withUserSettings(new UserBounds(false, anyAmount, anyCount))));
        planted.put("RP-34", currencies(Other.ONLINE, Map.of()));
    }

    private static RiskProfile bounds(Range above, Range payments) {
        return SOUND_LINE.with(USUAL.withUserSettings(new UserBounds(true, above, payments)));
    }

    private static RiskProfile cvm(HolderVerification cvm) {
        return SOUND_LINE.with(USUAL.withCvm(cvm));
    }

    private static RiskProfile currencies(Other other, Map<Currency, BigDecimal> rates) {
        return SOUND_LINE.with(USUAL.withCurrencies(new Currencies(other, rates)));
    }

    @Test
    void soundProfilesHaveNoFinding() {
        assertThat(StaticFindings.of(SOUND_PREPAID)).isEmpty();
        assertThat(StaticFindings.of(SOUND_LINE)).isEmpty();
        assertThat(StaticFindings.of(SOUND_CHOICES)).isEmpty();
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

package dev.tapbench.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.risk.LostOrStolenLimits.Mode;
import dev.tapbench.risk.RiskProfile.Kind;
import java.util.Currency;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RiskProfileTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LostOrStolenLimits SECOND = new LostOrStolenLimits(Mode.ANY, 3, 9000);

    private static SpendingLimits first(long upper) {
        return new SpendingLimits(255, 255, OptionalLong.empty(), upper);
    }

    @Test
    void aPrepaidProfileMayStartWithItsMaximum() {
        RiskProfile profile = new RiskProfile("p", Kind.PREPAID, EUR, first(15000), SECOND, OptionalLong.of(15000));

        assertThat(profile.withFunds(2000).spending().upperAmount()).isEqualTo(2000);
        assertThat(profile.withFunds(2000).lostOrStolen()).isEqualTo(SECOND);
    }

    @Test
    void fundsAboveTheMaximumAreRefused() {
        refused(
                () -> new RiskProfile("p", Kind.PREPAID, EUR, first(15001), SECOND, OptionalLong.of(15000)),
                "spending.upperAmount");
    }

    @Test
    void aMaximumThatTheCardCannotReportIsRefused() {
        refused(
                () -> new RiskProfile("p", Kind.PREPAID, EUR, first(0), SECOND, OptionalLong.of(100_000_000)),
                "maximumBalance");
    }

    @Test
    void aPrepaidProfileNeedsAMaximumAndHasNoLowerAmount() {
        refused(
                () -> new RiskProfile("p", Kind.PREPAID, EUR, first(0), SECOND, OptionalLong.empty()),
                "maximumBalance");
        SpendingLimits lower = new SpendingLimits(1, 2, OptionalLong.of(5), 10);
        refused(
                () -> new RiskProfile("p", Kind.PREPAID, EUR, lower, SECOND, OptionalLong.of(15000)),
                "spending.lowerAmount");
    }

    @Test
    void aLineHasNoMaximum() {
        refused(() -> new RiskProfile("l", Kind.LINE, EUR, first(5000), SECOND, OptionalLong.of(1)), "maximumBalance");
        RiskProfile line = new RiskProfile("l", Kind.LINE, EUR, first(5000), SECOND, OptionalLong.empty());
        refused(() -> line.withFunds(1), "kind");
    }

    @Test
    void aLowerLimitNeverLiesAboveItsUpper() {
        refused(() -> new SpendingLimits(4, 3, OptionalLong.empty(), 1), "spending.upperCount");
        refused(() -> new SpendingLimits(1, 3, OptionalLong.of(11), 10), "spending.lowerAmount");
        refused(() -> new SpendingLimits(-1, 3, OptionalLong.empty(), 1), "spending.lowerCount");
        refused(() -> new SpendingLimits(1, 256, OptionalLong.empty(), 1), "spending.upperCount");
        refused(() -> new SpendingLimits(1, 3, OptionalLong.empty(), -1), "spending.upperAmount");
    }

    @Test
    void bothLimitsTogetherNeedBoth() {
        refused(() -> new LostOrStolenLimits(Mode.ALL, 3, RiskProfile.NO_AMOUNT_LIMIT), "lostOrStolen.mode");
        refused(() -> new LostOrStolenLimits(Mode.ANY, 256, 1), "lostOrStolen.count");
        refused(() -> new LostOrStolenLimits(Mode.ANY, 1, 1_000_000_000_000L), "lostOrStolen.amount");
        assertThat(new LostOrStolenLimits(Mode.ALL, 3, 9000).never()).isFalse();
        assertThat(new LostOrStolenLimits(Mode.ANY, RiskProfile.NO_COUNT_LIMIT, RiskProfile.NO_AMOUNT_LIMIT).never())
                .isTrue();
    }

    private static void refused(ThrowingCallable making, String key) {
        assertThatThrownBy(making)
                .isInstanceOfSatisfying(
                        InvalidRiskProfile.class, e -> assertThat(e.key()).isEqualTo(key));
    }
}

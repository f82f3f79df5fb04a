package dev.tapbench.risk.lives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.risk.Behaviour.OnlineApproval;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.HolderVerification;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.lives.LivesSketch.Metric;
import dev.tapbench.risk.lives.LivesSketch.Total;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lives whose counts follow from the rules by hand: equal amounts, and only one thing that can happen. */
class KnownLivesTest {
    private static final long CARDS = 200;

    private static HonestLives.Row lived(RiskProfile profile, boolean phone, boolean contacts, CardholderType type) {
        LivesJob job = new LivesJob(profile, phone, contacts, List.of(type), CARDS, 6, 3);
        LivesKernel kernel = new LivesKernel(job);
        kernel.live(0, CARDS);
        return HonestLives.of(job, kernel.sketch()).types().get(0);
    }

    /** 10.00 on the device and 1.00 a payment: the eleventh is the first to be declined, and each one after it. */
    @Test
    void aPrepaidCardIsSpentAndThenDeclined() {
        HonestLives.Row row = lived(Lives.prepaid(10_00, 255), true, false, Lives.plain());
        assertThat(row.cards()).isEqualTo(CARDS);
        assertThat(row.paidOffline()).isEqualTo(10 * CARDS);
        assertThat(row.paidOnline()).isZero();
        assertThat(row.firstDecline().cards()).isEqualTo(CARDS);
        assertThat(row.firstDecline().payment().mean()).isEqualByComparingTo("11");
        assertThat(row.firstDecline().payment().p99()).isEqualTo(11);
        assertThat(row.prompts().mean()).isZero();
        assertThat(row.fundsDeclines().sum()).isEqualTo(row.payments().sum() - 10 * CARDS);
        assertThat(row.otherDeclines().mean()).isZero();
    }

    /** More than two payments without a CVM ask: the third does, is paid in the second tap, and counts anew. */
    @Test
    void aPhoneAsksForEachThirdPayment() {
        HonestLives.Row row = lived(Lives.prepaid(1_000_00, 2), true, false, Lives.plain());
        assertThat(row.firstDecline().cards()).isZero();
        long payments = row.payments().sum();
        assertThat(row.paidOffline()).isEqualTo(payments);
        // Each life ends with nought to two payments that nobody asked for.
        assertThat(3 * row.prompts().sum()).isBetween(payments - 2 * CARDS, payments);
        assertThat(row.payments().mean().doubleValue()).isBetween(29.0, 31.0);
    }

    /** A fob cannot ask: after two payments it is declined for good. A card goes into the slot. */
    @Test
    void whatCannotAskDeclinesAndWhatHasContactsIsPutIntoTheSlot() {
        HonestLives.Row fob = lived(Lives.prepaid(1_000_00, 2), false, false, Lives.plain());
        assertThat(fob.paidOffline()).isEqualTo(2 * CARDS);
        assertThat(fob.firstDecline().payment().mean()).isEqualByComparingTo("3");
        assertThat(fob.prompts().mean()).isZero();
        HonestLives.Row card = lived(Lives.prepaid(1_000_00, 2), false, true, Lives.plain());
        assertThat(card.firstDecline().cards()).isZero();
        assertThat(card.prompts().mean()).isPositive();
        assertThat(card.paidOffline()).isEqualTo(card.payments().sum());
    }

    /** Who loads in time is never without funds; a load verifies the holder, so it is no prompt of a limit. */
    @Test
    void whoLoadsInTimeIsNeverWithoutFunds() {
        CardholderType plain = Lives.plain();
        CardholderType loads = new CardholderType(
                "loads",
                Lives.ALL,
                plain.paymentsPerMonth(),
                1_00,
                1_00,
                Lives.ALL,
                Lives.NONE,
                Lives.NONE,
                Lives.NONE,
                Lives.NONE,
                5_00,
                20_00,
                Lives.NONE);
        HonestLives.Row row = lived(Lives.prepaid(10_00, 255), true, false, loads);
        assertThat(row.firstDecline().cards()).isZero();
        long spent = row.payments().sum();
        // 10.00, 20.00 for each load, less what was spent: 4.00 to 24.00 are left.
        assertThat(10 * CARDS + 20 * row.topUps().sum() - spent).isBetween(4 * CARDS, 24 * CARDS);
    }

    /** Where the issuer is asked and always refuses, a line ends at its lower limit; where it approves, it begins anew. */
    @Test
    void aLineLivesOnWhatItsIssuerSays() {
        HonestLives.Row refused = lived(line(), true, false, online(Lives.NONE));
        assertThat(refused.paidOffline()).isEqualTo(3 * CARDS);
        assertThat(refused.paidOnline()).isZero();
        assertThat(refused.otherDeclines().sum()).isEqualTo(refused.payments().sum() - 3 * CARDS);
        HonestLives.Row approved = lived(line(), true, false, online(Lives.ALL));
        assertThat(approved.firstDecline().cards()).isZero();
        assertThat(3 * approved.paidOnline()).isBetween(approved.paidOffline() - 3 * CARDS, approved.paidOffline());
    }

    private static RiskProfile line() {
        return Lives.line()
                .withLostOrStolen(new LostOrStolenLimits(
                        LostOrStolenLimits.Mode.ANY, RiskProfile.NO_COUNT_LIMIT, RiskProfile.NO_AMOUNT_LIMIT));
    }

    private static CardholderType online(Percent approves) {
        return new CardholderType(
                "online",
                Lives.ALL,
                30_00,
                1_00,
                1_00,
                Lives.ALL,
                Lives.NONE,
                Lives.ALL,
                approves,
                Lives.NONE,
                0,
                0,
                Lives.NONE);
    }

    /** Half of the entries wrong: three wrong ones in a row end what a phone can be asked for. */
    @Test
    void whoMistypesThreeTimesIsLockedOut() {
        CardholderType clumsy = new CardholderType(
                "clumsy",
                Lives.ALL,
                30_00,
                1_00,
                1_00,
                Lives.ALL,
                Lives.NONE,
                Lives.NONE,
                Lives.NONE,
                Lives.NONE,
                0,
                0,
                new Percent(50_00));
        HonestLives.Row row = lived(Lives.prepaid(1_000_00, 0), true, false, clumsy);
        // Each payment asks; one of eight prompts locks, and 180 prompts are survived by nobody.
        assertThat(row.lockedOut()).isEqualTo(CARDS);
        assertThat(row.paidOffline() / (double) CARDS).isBetween(5.0, 9.0);
        assertThat(lived(Lives.prepaid(1_000_00, 0), true, false, Lives.plain()).lockedOut())
                .isZero();
    }

    /** A finger that is not seen costs no try, so the same owner goes on for ever. */
    @Test
    void anOwnerWithAFingerIsNeverLockedOut() {
        CardholderType plain = Lives.plain();
        CardholderType clumsy = new CardholderType(
                "clumsy",
                Lives.ALL,
                plain.paymentsPerMonth(),
                1_00,
                1_00,
                Lives.ALL,
                Lives.NONE,
                Lives.NONE,
                Lives.NONE,
                Lives.NONE,
                0,
                0,
                new Percent(50_00));
        RiskProfile passcode = Lives.prepaid(1_000_00, 0);
        RiskProfile finger = passcode.with(passcode.behaviour()
                .withCvm(HolderVerification.USUAL.withMethods(List.of(CvmMethod.SENSOR, CvmMethod.PASSCODE))));
        HonestLives.Row row = lived(finger, true, false, clumsy);
        assertThat(row.lockedOut()).isZero();
        assertThat(row.paidOffline()).isEqualTo(row.payments().sum());
    }

    /** Where an approval leaves the counters alone, each payment after the third asks the issuer. */
    @Test
    void anApprovalDoesWhatTheProfileSays() {
        RiskProfile keeps = line().with(line().behaviour().withOnlineApproval(OnlineApproval.KEEP));
        HonestLives.Row row = lived(keeps, true, false, online(Lives.ALL));
        assertThat(row.paidOffline()).isEqualTo(3 * CARDS);
        assertThat(row.paidOnline()).isEqualTo(row.payments().sum() - 3 * CARDS);
    }

    @Test
    void aForeignPaymentIsDeclinedAndCountsNowhere() {
        CardholderType abroad = new CardholderType(
                "abroad",
                Lives.ALL,
                30_00,
                1_00,
                1_00,
                Lives.ALL,
                Lives.NONE,
                Lives.ALL,
                Lives.ALL,
                Lives.ALL,
                0,
                0,
                Lives.NONE);
        HonestLives.Row row = lived(Lives.prepaid(1_000_00, 255), true, false, abroad);
        assertThat(row.paidOffline() + row.paidOnline()).isZero();
        assertThat(row.otherDeclines().sum()).isEqualTo(row.payments().sum());
        assertThat(row.firstDecline().payment().p99()).isEqualTo(1);
    }

    @Test
    void typesHaveTheirShares() {
        LivesJob job = Lives.job(Lives.line(), true, Lives.lively(), 20_000, 1);
        LivesKernel kernel = new LivesKernel(job);
        kernel.live(0, 20_000);
        assertThat(kernel.sketch().total(0, Total.CARDS)).isBetween(13_700L, 14_300L);
        assertThat(kernel.sketch().together().total(0, Total.CARDS)).isEqualTo(20_000);
        assertThat(kernel.sketch().distribution(1, Metric.PAYMENTS).mean().doubleValue())
                .isBetween(3.9, 4.1);
    }

    @Test
    void aJobHasBounds() {
        LivesJob job = Lives.job(Lives.line(), true, Lives.lively(), 1, 1);
        assertThatThrownBy(() -> new LivesJob(job.profile(), true, false, job.types(), 0, 1, 1))
                .hasMessageContaining("0 cards");
        assertThatThrownBy(() -> new LivesJob(job.profile(), true, false, job.types(), 1, 121, 1))
                .hasMessageContaining("121 months");
        assertThatThrownBy(() -> new LivesJob(job.profile(), true, false, List.of(), 1, 1, 1))
                .hasMessageContaining("100 percent");
    }
}

package dev.tapbench.risk.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.risk.Behaviour;
import dev.tapbench.risk.Behaviour.OnlineApproval;
import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.HolderVerification;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.LostOrStolenLimits.Mode;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import dev.tapbench.risk.TerminalRules;
import dev.tapbench.risk.TerminalRules.OfflineOnly;
import dev.tapbench.risk.TerminalRules.Unattended;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExplorerTest {
    private static final Thief OFFLINE = new Thief(false, false);
    private static final Thief OFFLINE_WITH_PIN = new Thief(false, true);
    private static final Thief ANYWHERE = new Thief(true, false);
    private static final Thief ANYWHERE_WITH_PIN = new Thief(true, true);
    private static final int NO_COUNT = RiskProfile.NO_COUNT_LIMIT;
    private static final long NO_AMOUNT = RiskProfile.NO_AMOUNT_LIMIT;

    private static RiskProfile prepaid(LostOrStolenLimits second) {
        return new RiskProfile(
                "phone",
                RiskProfile.Kind.PREPAID,
                Currency.getInstance("EUR"),
                new SpendingLimits(NO_COUNT, NO_COUNT, OptionalLong.empty(), 10_000),
                second,
                OptionalLong.of(15_000));
    }

    @Test
    void underAnyAThiefSpendsAtMostTheAmountOnceMoreThanTheOwnerArmed() {
        Explorer explorer = new Explorer(prepaid(new LostOrStolenLimits(Mode.ANY, 3, 3_000)), true, false);
        Exposure exposure = explorer.exposure(OFFLINE);
        // The owner has just entered the passcode for a payment of all that is there.
        assertThat(exposure.amount()).hasValue(15_000);
        assertThat(exposure.theft()).hasSize(1);
    }

    @Test
    void bothLimitsTogetherLetOnePaymentTakeEverything() {
        Explorer explorer = new Explorer(prepaid(new LostOrStolenLimits(Mode.ALL, 3, 3_000)), true, false);
        Exposure exposure = explorer.exposure(OFFLINE);
        assertThat(exposure.amount()).hasValue(15_000);
        assertThat(exposure.before()).containsExactly(new Move.Load(5_000));
        assertThat(exposure.theft()).containsExactly(new Move.Pay(15_000, true, Move.Issuer.NEVER));
    }

    @Test
    void whereTheIssuerApprovesOnlyTheSecondPairStopsAThief() {
        Explorer any = new Explorer(prepaid(new LostOrStolenLimits(Mode.ANY, 3, 3_000)), true, false);
        assertThat(any.exposure(ANYWHERE).amount()).hasValue(15_000 + 3_000);
        assertThat(any.exposure(ANYWHERE_WITH_PIN).unbounded()).isTrue();
        assertThat(any.exposure(ANYWHERE_WITH_PIN).loop()).isPositive();
        Explorer none = new Explorer(prepaid(new LostOrStolenLimits(Mode.ANY, NO_COUNT, NO_AMOUNT)), true, false);
        assertThat(none.exposure(ANYWHERE).unbounded()).isTrue();
        assertThat(none.exposure(OFFLINE_WITH_PIN).amount()).hasValue(15_000);
    }

    @Test
    void moreStatesThanCanBeTriedAreNotTried() {
        World world = new World(prepaid(new LostOrStolenLimits(Mode.ANY, 3, 3_000)), true, false);
        assertThatThrownBy(() ->
                        new Explorer(world, new Explorer.Tried(state -> Amounts.of(world.profile(), state), false), 5))
                .isInstanceOf(TooManyStates.class)
                .hasMessageContaining("more than 5 states");
    }

    /** Profiles whose every amount can be tried: the amounts that are worth trying find the same. */
    @Test
    void theAbstractionFindsWhatAllAmountsFind() {
        int profiles = Integer.getInteger("tapbench.risk.profiles", 10_000);
        long seed = Long.getLong("tapbench.risk.seed", 20_261_126L);
        IntStream.range(0, profiles).parallel().forEach(i -> {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed + i);
            RiskProfile profile = small(random);
            boolean phone = random.nextBoolean();
            boolean contacts = !phone && random.nextBoolean();
            Thief thief = new Thief(random.nextBoolean(), random.nextBoolean());
            List<Long> every = LongStream.concat(LongStream.rangeClosed(0, 6), LongStream.of(Amounts.ENORMOUS))
                    .boxed()
                    .toList();
            Exposure all = new Explorer(
                            new World(profile, phone, contacts), new Explorer.Tried(state -> every, true), 100_000)
                    .exposure(thief);
            Exposure few = new Explorer(profile, phone, contacts).exposure(thief);
            assertThat(few.amount())
                    .as("seed %d: %s, phone %s, contacts %s, %s; %s", seed + i, profile, phone, contacts, thief, all)
                    .isEqualTo(all.amount());
        });
    }

    private static RiskProfile small(RandomGenerator random) {
        boolean prepaid = random.nextBoolean();
        int lower = count(random);
        int upper = Math.max(lower, count(random));
        long funds = random.nextInt(4);
        OptionalLong lowerAmount =
                prepaid || random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(funds + 1));
        int secondCount = count(random);
        long secondAmount = random.nextInt(4) == 0 ? NO_AMOUNT : random.nextInt(4);
        boolean one = (secondCount == NO_COUNT) != (secondAmount == NO_AMOUNT);
        return new RiskProfile(
                "small",
                prepaid ? RiskProfile.Kind.PREPAID : RiskProfile.Kind.LINE,
                Currency.getInstance("EUR"),
                new SpendingLimits(lower, upper, lowerAmount, funds),
                new LostOrStolenLimits(one || random.nextBoolean() ? Mode.ANY : Mode.ALL, secondCount, secondAmount),
                prepaid ? OptionalLong.of(funds + random.nextInt(3)) : OptionalLong.empty(),
                behaviour(random));
    }

    private static Behaviour behaviour(RandomGenerator random) {
        Behaviour behaviour = Behaviour.USUAL;
        if (random.nextInt(3) == 0) {
            behaviour = behaviour.withCvm(HolderVerification.USUAL.withAlwaysAbove(random.nextInt(4)));
        }
        if (random.nextInt(3) == 0) {
            behaviour = behaviour.withTerminals(new TerminalRules(
                    random.nextBoolean() ? Unattended.EXEMPT : Unattended.ASKED,
                    random.nextBoolean() ? OfflineOnly.DECLINED : OfflineOnly.ACCEPTED));
        }
        if (random.nextInt(3) == 0) {
            behaviour = behaviour.withCurrencies(new Currencies(Currencies.Other.ONLINE, Map.of()));
        }
        OnlineApproval[] approvals = OnlineApproval.values();
        return random.nextBoolean()
                ? behaviour
                : behaviour.withOnlineApproval(approvals[random.nextInt(approvals.length)]);
    }

    private static int count(RandomGenerator random) {
        return random.nextInt(4) == 0 ? NO_COUNT : random.nextInt(3);
    }
}

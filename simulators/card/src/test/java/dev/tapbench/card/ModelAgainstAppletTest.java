package dev.tapbench.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.risk.Behaviour;
import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import dev.tapbench.risk.TerminalRules;
import dev.tapbench.risk.TerminalRules.OfflineOnly;
import dev.tapbench.risk.UserBounds;
import dev.tapbench.risk.model.Decision;
import dev.tapbench.risk.model.IssuerWord;
import dev.tapbench.risk.model.PaymentCurrency;
import dev.tapbench.risk.model.ScriptCommand;
import dev.tapbench.risk.model.Settings;
import dev.tapbench.risk.model.Tap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Model and applet live the same random lives, and say and remember the same after each step. The number of steps is that of
 * {@code tapbench.risk.steps}; a difference is shortened to the steps that it takes.
 */
class ModelAgainstAppletTest {
    private static final int STEPS = Integer.getInteger("tapbench.risk.steps", 200_000);
    private static final int LIFE = 400;
    private static final int TRIES = 3;
    /** Methods of a phone; the first is all of them. */
    private static final List<List<CvmMethod>> METHODS = List.of(
            List.of(CvmMethod.PASSCODE, CvmMethod.PATTERN, CvmMethod.SENSOR),
            List.of(CvmMethod.SENSOR, CvmMethod.PASSCODE),
            List.of(CvmMethod.PATTERN),
            List.of(CvmMethod.PASSCODE),
            List.of());
    /** One that rounds, one that makes small of large, one that makes a thirteenth digit, and none that is worth anything. */
    private static final List<BigDecimal> RATES =
            List.of(new BigDecimal("0.92"), new BigDecimal("0.00000001"), new BigDecimal("99999999"), BigDecimal.ZERO);

    private static final long[] AMOUNTS = {0, 1, 499, 500, 501, 1_000, 1_500, 2_000, 5_000, 999_999_999_999L};

    private record Life(RiskProfile profile, boolean phone, List<RiskStep> steps) {}

    @ParameterizedTest(name = "phone: {0}")
    @ValueSource(booleans = {false, true})
    void modelAndAppletAgreeAfterEachStep(boolean phone) {
        long seed = Long.getLong("tapbench.risk.seed", 20_261_126L);
        for (int done = 0, life = 0; done < STEPS / 2; done += LIFE, life++) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed + life);
            Life lived = life(random, phone);
            Optional<String> difference = difference(lived);
            if (difference.isPresent()) {
                List<RiskStep> few = shortened(lived);
                Life shorter = new Life(lived.profile(), phone, few);
                assertThat(difference(shorter).orElse(""))
                        .as("seed %d: profile %s, steps %s", seed + life, lived.profile(), few)
                        .isEmpty();
            }
        }
    }

    /** Where the two say or remember something else; empty where they do not. */
    private static Optional<String> difference(Life life) {
        RiskSide model = new ModelSide(life.profile(), life.phone(), TRIES);
        RiskSide applet = new AppletSide(
                new TestCard(life.phone(), 1, 0x15), RiskOnCard.of(life.profile(), life.phone(), TRIES), life.phone());
        for (RiskStep step : life.steps()) {
            String expected = model.take(step) + "; " + model.memory();
            String came = applet.take(step) + "; " + applet.memory();
            if (!expected.equals(came)) {
                return Optional.of(step + ": the model says '" + expected + "', the applet '" + came + "'");
            }
        }
        return Optional.empty();
    }

    /** Steps are left out, many at once and then one by one, as long as a difference stays. */
    private static List<RiskStep> shortened(Life life) {
        List<RiskStep> steps = new ArrayList<>(life.steps());
        for (int size = steps.size() / 2; size >= 1; size /= 2) {
            for (int at = 0; at + size <= steps.size(); ) {
                List<RiskStep> fewer = new ArrayList<>(steps);
                fewer.subList(at, at + size).clear();
                if (difference(new Life(life.profile(), life.phone(), fewer)).isPresent()) {
                    steps = fewer;
                } else {
                    at += size;
                }
            }
        }
        return steps;
    }

    // Random lives

    private static <T> T one(RandomGenerator random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static long amount(RandomGenerator random) {
        return AMOUNTS[random.nextInt(AMOUNTS.length)];
    }

    private static Life life(RandomGenerator random, boolean phone) {
        RiskProfile profile = profile(random, phone);
        List<RiskStep> steps = new ArrayList<>();
        for (int i = 0; i < LIFE; i++) {
            steps.add(step(random, phone));
        }
        return new Life(profile, phone, steps);
    }

    private static RiskProfile profile(RandomGenerator random, boolean phone) {
        boolean prepaid = random.nextBoolean();
        List<Integer> counts = List.of(0, 1, 2, 5, 255);
        int lower = one(random, counts);
        int upper = Math.max(lower, one(random, counts));
        long funds = one(random, List.of(0L, 1_000L, 10_000L, prepaid ? 15_000L : RiskProfile.NO_AMOUNT_LIMIT));
        OptionalLong lowerAmount =
                prepaid || random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(Math.min(funds, 2_000L));
        int secondCount = one(random, counts);
        long secondAmount = one(random, List.of(0L, 500L, 2_000L, RiskProfile.NO_AMOUNT_LIMIT));
        boolean one = (secondCount == 255) != (secondAmount == RiskProfile.NO_AMOUNT_LIMIT);
        LostOrStolenLimits.Mode mode =
                one || random.nextBoolean() ? LostOrStolenLimits.Mode.ANY : LostOrStolenLimits.Mode.ALL;
        return new RiskProfile(
                "random",
                prepaid ? RiskProfile.Kind.PREPAID : RiskProfile.Kind.LINE,
                Currency.getInstance("EUR"),
                new SpendingLimits(lower, upper, lowerAmount, funds),
                new LostOrStolenLimits(mode, secondCount, secondAmount),
                prepaid ? OptionalLong.of(15_000) : OptionalLong.empty(),
                behaviour(random, phone));
    }

    private static Behaviour behaviour(RandomGenerator random, boolean phone) {
        Behaviour behaviour = Behaviour.USUAL
                .withDevice(phone ? RiskProfile.Device.PHONE : RiskProfile.Device.CARD)
                .withCurrencies(currencies(random))
                .withTerminals(new TerminalRules(
                        one(random, List.of(TerminalRules.Unattended.values())),
                        random.nextInt(8) == 0 ? OfflineOnly.DECLINED : OfflineOnly.ACCEPTED));
        if (random.nextInt(3) == 0) {
            behaviour =
                    behaviour.withCvm(behaviour.cvm().withAlwaysAbove(one(random, List.of(0L, 500L, 1_000L, 2_000L))));
        }
        if (!phone) {
            return behaviour;
        }
        List<CvmMethod> methods = one(random, METHODS);
        return behaviour
                .withCvm(behaviour.cvm().withMethods(methods))
                .withUserSettings(random.nextBoolean() ? UserBounds.FREE : bounds(random));
    }

    private static Currencies currencies(RandomGenerator random) {
        BigDecimal rate = one(random, RATES);
        return new Currencies(
                one(random, List.of(Currencies.Other.values())), Map.of(Currency.getInstance("USD"), rate));
    }

    private static UserBounds bounds(RandomGenerator random) {
        long least = one(random, List.of(0L, 500L, 501L));
        int fewest = one(random, List.of(0, 1));
        return new UserBounds(
                random.nextInt(3) != 0,
                new UserBounds.Range(least, Math.max(least, one(random, List.of(500L, 1_000L, 999_999_999_999L)))),
                new UserBounds.Range(fewest, Math.max(fewest, one(random, List.of(1, 2, 255)))));
    }

    private static RiskStep step(RandomGenerator random, boolean phone) {
        int kind = random.nextInt(100);
        if (kind < 58) {
            return pay(random, phone);
        }
        if (kind < 62) {
            return new RiskStep.Script(script(random));
        }
        if (kind < 70) {
            return new RiskStep.LoadRequested(amount(random));
        }
        if (kind < 77) {
            return new RiskStep.LoadAnswered(random.nextInt(5) != 0);
        }
        if (kind < 82) {
            return new RiskStep.LoadPin(random.nextInt(3) != 0);
        }
        if (!phone || kind < 85) {
            return new RiskStep.PowerLost();
        }
        if (kind < 94) {
            return new RiskStep.Verify(one(random, METHODS.get(0)), random.nextInt(4) != 0);
        }
        return kind < 98 ? new RiskStep.Set(random.nextInt(4) != 0, settings(random)) : new RiskStep.Disarm();
    }

    private static RiskStep pay(RandomGenerator random, boolean phone) {
        boolean contactless = phone || random.nextInt(4) != 0;
        Decision asks = one(
                random,
                List.of(
                        Decision.APPROVED,
                        Decision.APPROVED,
                        Decision.APPROVED,
                        Decision.ISSUER_ASKED,
                        Decision.DECLINED));
        PaymentCurrency currency = random.nextInt(8) != 0
                ? PaymentCurrency.OWN
                : one(random, List.of(PaymentCurrency.WITH_RATE, PaymentCurrency.OTHER));
        Tap tap = new Tap(amount(random), currency, contactless, random.nextBoolean(), random.nextInt(4) == 0, asks);
        Optional<Boolean> pin =
                contactless || random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(3) != 0);
        return new RiskStep.Pay(tap, pin, one(random, List.of(RiskStep.Line.values())), word(random));
    }

    private static ScriptCommand script(RandomGenerator random) {
        int kind = random.nextInt(40);
        if (kind < 16) {
            return new ScriptCommand.PutCount(
                    one(random, List.of(ScriptCommand.Count.values())), one(random, List.of(0, 1, 3, 255)));
        }
        if (kind < 30) {
            return new ScriptCommand.PutAmount(
                    one(random, List.of(ScriptCommand.Amount.values())),
                    one(random, List.of(0L, 500L, 5_000L, 15_000L, 20_000L, RiskProfile.NO_AMOUNT_LIMIT)));
        }
        if (kind < 34) {
            return new ScriptCommand.UnblockPin();
        }
        if (kind < 36) {
            return new ScriptCommand.BlockApplication();
        }
        return kind < 39 || random.nextInt(10) != 0
                ? new ScriptCommand.UnblockApplication()
                : new ScriptCommand.BlockCard();
    }

    private static IssuerWord word(RandomGenerator random) {
        int rare = random.nextInt(400);
        IssuerWord.Block block =
                rare == 0 ? IssuerWord.Block.CARD : rare < 3 ? IssuerWord.Block.APPLICATION : IssuerWord.Block.NOTHING;
        return new IssuerWord(
                random.nextInt(4) != 0,
                one(random, List.of(IssuerWord.Counters.values())),
                random.nextInt(6) == 0,
                block,
                random.nextInt(4) == 0 ? random.nextInt(16) : -1);
    }

    private static Settings settings(RandomGenerator random) {
        return new Settings(
                random.nextInt(6) == 0,
                one(random, List.of(0L, 500L, 1_000L, RiskProfile.NO_AMOUNT_LIMIT)),
                one(random, List.of(0, 1, 3, 255)));
    }
}

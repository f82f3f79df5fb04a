package dev.tapbench.risk.lives;

import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.SpendingLimits;
import java.util.Currency;
import java.util.List;
import java.util.OptionalLong;

/** Jobs that tests live. */
final class Lives {
    static final Percent NONE = new Percent(0);
    static final Percent ALL = new Percent(100_00);
    static final Percent MOST = new Percent(80_00);

    private Lives() {}

    static RiskProfile prepaid(long funds, int count) {
        return new RiskProfile(
                "prepaid",
                RiskProfile.Kind.PREPAID,
                Currency.getInstance("EUR"),
                new SpendingLimits(255, 255, OptionalLong.empty(), funds),
                new LostOrStolenLimits(LostOrStolenLimits.Mode.ANY, count, RiskProfile.NO_AMOUNT_LIMIT),
                OptionalLong.of(1_000_00));
    }

    static RiskProfile line() {
        return new RiskProfile(
                "line",
                RiskProfile.Kind.LINE,
                Currency.getInstance("EUR"),
                new SpendingLimits(3, 20, OptionalLong.of(50_00), 200_00),
                new LostOrStolenLimits(LostOrStolenLimits.Mode.ANY, 5, 100_00),
                OptionalLong.empty());
    }

    /** Pays 1.00 each time, taps only, nowhere online, and mistypes nothing. */
    static CardholderType plain() {
        return new CardholderType("plain", ALL, 30_00, 1_00, 1_00, ALL, NONE, NONE, NONE, NONE, 0, 0, NONE);
    }

    /** Two types that do everything. */
    static List<CardholderType> lively() {
        Percent some = new Percent(5_00);
        return List.of(
                new CardholderType(
                        "one",
                        new Percent(70_00),
                        40_00,
                        5_00,
                        40_00,
                        MOST,
                        MOST,
                        MOST,
                        MOST,
                        some,
                        20_00,
                        50_00,
                        some),
                new CardholderType(
                        "two", new Percent(30_00), 4_00, 9_00, 90_00, some, MOST, some, MOST, MOST, 5_00, 80_00, MOST));
    }

    static LivesJob job(RiskProfile profile, boolean phone, List<CardholderType> types, long cards, long seed) {
        return new LivesJob(profile, phone, !phone, types, cards, 6, seed);
    }
}

package dev.tapbench.risk.validation;

import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.validation.RiskFinding.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What can be told from the numbers of a profile alone, without any payment.
 *
 * @param id such as {@code RP-01}; never used for another rule
 * @param severity of what it finds
 * @param key the place of the value that it is about
 * @param trips whether a profile has it
 * @param text what is the matter, in a risk officer's words
 */
record StaticRule(
        String id, Severity severity, String key, Predicate<RiskProfile> trips, Function<RiskProfile, String> text) {
    /** About the limits alone, in the order of their ids. */
    private static final List<StaticRule> OF_LIMITS = List.of(
            new StaticRule(
                    "RP-01",
                    Severity.WARNING,
                    "lostOrStolen",
                    p -> p.lostOrStolen().never(),
                    p ->
                            "no limit of the lost-or-stolen pair is set: whoever finds the device spends all that it has, and no number"
                                    + " of payments asks for the holder"),
            new StaticRule(
                    "RP-02",
                    Severity.ERROR,
                    "spending",
                    p -> isLine(p)
                            && noAmount(p.spending().upperAmount())
                            && noCount(p.spending().upperCount()),
                    p ->
                            "neither upperCount nor upperAmount is set: the device pays offline for ever, and the issuer is never asked"),
            new StaticRule(
                    "RP-03",
                    Severity.WARNING,
                    "spending.upperAmount",
                    p -> isLine(p)
                            && noAmount(p.spending().upperAmount())
                            && !noCount(p.spending().upperCount()),
                    p -> "no upperAmount is set: " + p.spending().upperCount()
                            + " payments of any amount are paid before the issuer is asked"),
            new StaticRule(
                    "RP-04",
                    Severity.WARNING,
                    "spending.upperCount",
                    p -> p.spending().upperCount() == 0,
                    p -> "upperCount is 0: the device never pays where the issuer cannot be asked"),
            new StaticRule(
                    "RP-05",
                    Severity.ERROR,
                    "spending.upperAmount",
                    p -> isLine(p) && p.spending().upperAmount() == 0,
                    p -> "upperAmount is 0: the device has no line, so that it pays nothing offline for ever"),
            new StaticRule(
                    "RP-06",
                    Severity.ERROR,
                    "maximumBalance",
                    p -> !isLine(p) && p.maximumBalance().orElse(0) == 0,
                    p -> "maximumBalance is 0: the device can hold nothing, is never loaded and never pays offline"),
            new StaticRule(
                    "RP-07",
                    Severity.NOTE,
                    "maximumBalance",
                    p -> !isLine(p)
                            && p.maximumBalance().orElse(0) > 0
                            && p.maximumBalance().orElse(0) == p.spending().upperAmount(),
                    p -> "a new device holds the maximum of "
                            + p.money(p.maximumBalance().orElse(0))
                            + ": it cannot be loaded before something is spent"),
            new StaticRule(
                    "RP-08",
                    Severity.WARNING,
                    "spending.lowerCount",
                    p -> !noCount(p.spending().lowerCount())
                            && p.spending().lowerCount() == p.spending().upperCount(),
                    p -> "lowerCount and upperCount are both " + p.spending().lowerCount()
                            + ": the device never goes online of itself while it could still pay offline"),
            new StaticRule(
                    "RP-09",
                    Severity.WARNING,
                    "spending.lowerAmount",
                    p -> p.spending().lowerAmount().isPresent()
                            && p.spending().lowerAmount().getAsLong()
                                    == p.spending().upperAmount(),
                    p -> "lowerAmount and upperAmount are both "
                            + p.money(p.spending().upperAmount())
                            + ": the device never goes online of itself while it could still pay offline"),
            new StaticRule(
                    "RP-10",
                    Severity.NOTE,
                    "spending",
                    p -> isLine(p)
                            && noCount(p.spending().lowerCount())
                            && p.spending().lowerAmount().isEmpty()
                            && !noAmount(p.spending().upperAmount()),
                    p -> "no lower limit is set: the device asks the issuer only when its line of "
                            + p.money(p.spending().upperAmount()) + " is spent, and declines where it cannot"),
            new StaticRule(
                    "RP-11",
                    Severity.NOTE,
                    "lostOrStolen.count",
                    p -> asksAlways(p.lostOrStolen()),
                    p -> "the holder is asked at every contactless payment, however small"),
            new StaticRule(
                    "RP-12",
                    Severity.WARNING,
                    "lostOrStolen.mode",
                    p -> p.lostOrStolen().mode() == LostOrStolenLimits.Mode.ALL
                            && p.lostOrStolen().count() > 0
                            && p.lostOrStolen().amount() < p.spending().upperAmount(),
                    p -> "under mode all the amount of "
                            + p.money(p.lostOrStolen().amount()) + " limits nothing before "
                            + p.lostOrStolen().count()
                            + " payments were made: the first of them can take all that the device has"),
            new StaticRule(
                    "RP-13",
                    Severity.WARNING,
                    "lostOrStolen.amount",
                    p -> !isLine(p)
                            && !noAmount(p.lostOrStolen().amount())
                            && p.lostOrStolen().amount() >= p.maximumBalance().orElse(0)
                            && p.maximumBalance().orElse(0) > 0,
                    p -> "the amount of " + p.money(p.lostOrStolen().amount())
                            + " is not less than the maximum balance of "
                            + p.money(p.maximumBalance().orElse(0))
                            + ": it does not trip before the money is spent offline"),
            new StaticRule(
                    "RP-14",
                    Severity.WARNING,
                    "lostOrStolen.count",
                    p -> !noCount(p.lostOrStolen().count())
                            && !noCount(p.spending().upperCount())
                            && p.lostOrStolen().count() >= p.spending().upperCount()
                            && p.spending().upperCount() > 0,
                    p -> "the count of " + p.lostOrStolen().count() + " is not less than upperCount ("
                            + p.spending().upperCount() + "): it does not trip before the device stops paying offline"),
            new StaticRule(
                    "RP-15",
                    Severity.WARNING,
                    "spending.upperAmount",
                    p -> !noAmount(p.spending().upperAmount())
                            && p.spending().upperAmount() > RiskProfile.NO_AMOUNT_LIMIT / 2,
                    p -> "upperAmount is " + p.money(p.spending().upperAmount())
                            + ": an accumulator of twelve digits overflows before two such amounts, and an overflow is declined"));

    /** In the order of their ids. */
    static final List<StaticRule> ALL =
            Stream.concat(OF_LIMITS.stream(), BehaviourRules.ALL.stream()).toList();

    /** What all rules find in a profile, in the order of the rules. */
    static List<RiskFinding> check(RiskProfile profile) {
        return ALL.stream()
                .map(rule -> rule.on(profile))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<RiskFinding> on(RiskProfile profile) {
        return trips.test(profile)
                ? Optional.of(new RiskFinding(id, severity, key, text.apply(profile)))
                : Optional.empty();
    }

    private static boolean isLine(RiskProfile profile) {
        return profile.kind() == RiskProfile.Kind.LINE;
    }

    private static boolean noCount(int limit) {
        return limit == RiskProfile.NO_COUNT_LIMIT;
    }

    private static boolean noAmount(long limit) {
        return limit == RiskProfile.NO_AMOUNT_LIMIT;
    }

    private static boolean asksAlways(LostOrStolenLimits limits) {
        boolean count = limits.count() == 0;
        boolean amount = limits.amount() == 0;
        return limits.mode() == LostOrStolenLimits.Mode.ANY ? count : count && amount;
    }
}

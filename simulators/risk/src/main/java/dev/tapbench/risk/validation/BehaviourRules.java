package dev.tapbench.risk.validation;

import dev.tapbench.risk.Behaviour.OnlineApproval;
import dev.tapbench.risk.ConversionRate;
import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.HolderVerification;
import dev.tapbench.risk.LostOrStolenLimits.Mode;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import dev.tapbench.risk.TerminalRules.Unattended;
import dev.tapbench.risk.UserBounds;
import dev.tapbench.risk.validation.RiskFinding.Severity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Rules about what an issuer decides beside the limits, and what that does to the limits. */
final class BehaviourRules {
    /** Units of another currency that nobody would call a large payment. */
    private static final long ORDINARY = 1_000;

    /** In the order of their ids. */
    static final List<StaticRule> ALL = List.of(
            new StaticRule(
                    "RP-16",
                    Severity.ERROR,
                    "userSettings.above.least",
                    p -> bounds(p).above().least() > p.lostOrStolen().amount(),
                    p -> "the owner may ask for the passcode only above "
                            + p.money(bounds(p).above().least()) + " or more, and the issuer asks above "
                            + p.money(p.lostOrStolen().amount())
                            + ": every such wish is looser than that, and refused"),
            new StaticRule(
                    "RP-17",
                    Severity.WARNING,
                    "userSettings.above.most",
                    p -> bounds(p).above().most() < RiskProfile.NO_AMOUNT_LIMIT
                            && bounds(p).above().most() > p.lostOrStolen().amount(),
                    p -> "the owner may go up to " + p.money(bounds(p).above().most())
                            + ", looser than the issuer's "
                            + p.money(p.lostOrStolen().amount())
                            + ": what lies between is refused all the same"),
            new StaticRule(
                    "RP-18",
                    Severity.ERROR,
                    "userSettings.payments.least",
                    p -> bounds(p).payments().least() > p.lostOrStolen().count(),
                    p -> "the owner may ask for the passcode only after "
                            + bounds(p).payments().least() + " payments or more, and the issuer asks after "
                            + p.lostOrStolen().count() + ": every such wish is looser than that, and refused"),
            new StaticRule(
                    "RP-19",
                    Severity.WARNING,
                    "userSettings.payments.most",
                    p -> bounds(p).payments().most() < RiskProfile.NO_COUNT_LIMIT
                            && bounds(p).payments().most() > p.lostOrStolen().count(),
                    p -> "the owner may go up to " + bounds(p).payments().most()
                            + " payments, looser than the issuer's "
                            + p.lostOrStolen().count()
                            + ": what lies between is refused all the same"),
            new StaticRule(
                    "RP-20",
                    Severity.WARNING,
                    "cvm.alwaysAbove",
                    p -> cvm(p).alwaysAbove().isPresent()
                            && !exempt(p)
                            && p.lostOrStolen().mode() == Mode.ANY
                            && cvm(p).alwaysAbove().getAsLong()
                                    >= p.lostOrStolen().amount(),
                    p -> "a payment of more than "
                            + p.money(cvm(p).alwaysAbove().orElse(0))
                            + " asks for the holder anyway, because it is over the lost-or-stolen amount of "
                            + p.money(p.lostOrStolen().amount())),
            new StaticRule(
                    "RP-21",
                    Severity.WARNING,
                    "cvm.alwaysAbove",
                    p -> cvm(p).alwaysAbove().orElse(1) == 0,
                    p -> "every contactless payment asks for the holder: the lost-or-stolen limits are never reached"),
            new StaticRule(
                    "RP-22",
                    Severity.WARNING,
                    "terminals.unattended",
                    p -> exempt(p) && cvm(p).alwaysAbove().isEmpty(),
                    p ->
                            "at unattended terminals a payment of any amount asks for no holder: set cvm.alwaysAbove, or a thief"
                                    + " takes there all that the device has"),
            new StaticRule(
                    "RP-23",
                    Severity.NOTE,
                    "terminals.unattended",
                    p -> exempt(p) && p.lostOrStolen().never(),
                    p -> "unattended terminals are exempt from lost-or-stolen limits that are not set"),
            new StaticRule(
                    "RP-24",
                    Severity.ERROR,
                    "currencies.convert",
                    p -> others(p).other() == Currencies.Other.CONVERT
                            && others(p).convert().isEmpty(),
                    p -> "other currencies are to be converted and there is no rate: all of them are declined"),
            new StaticRule(
                    "RP-25",
                    Severity.ERROR,
                    "currencies.convert",
                    p -> p.conversion().map(rate -> rate.digits() == 0).orElse(false),
                    p -> "the rate of " + rate(p)
                            + " is 0: payments in it count as nothing, and no limit ever stops them"),
            new StaticRule(
                    "RP-26",
                    Severity.WARNING,
                    "currencies.convert",
                    p -> others(p).other() != Currencies.Other.CONVERT
                            && !others(p).convert().isEmpty(),
                    p -> "there is a rate and other currencies are not converted: the rate is never used"),
            new StaticRule(
                    "RP-27",
                    Severity.WARNING,
                    "currencies.convert",
                    p -> p.conversion()
                            .map(rate -> rate.convert(ordinary(rate)) > RiskProfile.NO_AMOUNT_LIMIT)
                            .orElse(false),
                    p -> "at the rate of " + rate(p) + " a payment of " + ORDINARY + " of it in " + p.currency()
                            + " has more than twelve digits, and such an overflow is declined"),
            new StaticRule(
                    "RP-28",
                    Severity.ERROR,
                    "cvm.methods",
                    p -> isPhone(p) && p.methods().isEmpty() && asksAtAll(p),
                    p -> "the phone has no way to verify its owner: once a limit asks for that, it never pays again"),
            new StaticRule(
                    "RP-29",
                    Severity.ERROR,
                    "cvm.armedSeconds",
                    p -> isPhone(p) && cvm(p).armedSeconds().orElse(1) == 0,
                    p ->
                            "no time is left for the second tap: once a limit asks for the owner, the phone never pays again"),
            new StaticRule(
                    "RP-30",
                    Severity.NOTE,
                    "cvm.armedSeconds",
                    p -> !isPhone(p) && cvm(p).armedSeconds().isPresent(),
                    p -> "only a phone waits for a second tap: a card has no clock, and does not need this"),
            new StaticRule(
                    "RP-31",
                    Severity.WARNING,
                    "cvm.methods",
                    p -> p.methods().contains(CvmMethod.NONE)
                            && p.methods().indexOf(CvmMethod.NONE) < p.methods().size() - 1,
                    p -> "what stands behind none is never tried: verifying nobody always succeeds"),
            new StaticRule(
                    "RP-32",
                    Severity.WARNING,
                    "spending.onlineApproval",
                    p -> p.kind() == RiskProfile.Kind.LINE
                            && p.onlineApproval() != OnlineApproval.RESET
                            && limitsSpending(p),
                    p ->
                            "nothing sets the spending counters of a line back but an approval that resets them: once they are"
                                    + " over their upper limits the device never pays offline again"),
            new StaticRule(
                    "RP-33",
                    Severity.NOTE,
                    "userSettings",
                    p -> !isPhone(p) && !bounds(p).equals(UserBounds.FREE),
                    p -> "only a phone's owner can set anything: a card has no place to enter it"),
            new StaticRule(
                    "RP-34",
                    Severity.NOTE,
                    "currencies.other",
                    p -> others(p).other() == Currencies.Other.ONLINE,
                    p ->
                            "in another currency no amount is counted or asks for the holder: how much a thief spends there"
                                    + " is the issuer's alone to limit"));

    private BehaviourRules() {}

    private static UserBounds bounds(RiskProfile profile) {
        return profile.behaviour().userSettings();
    }

    private static HolderVerification cvm(RiskProfile profile) {
        return profile.behaviour().cvm();
    }

    private static Currencies others(RiskProfile profile) {
        return profile.behaviour().currencies();
    }

    private static boolean isPhone(RiskProfile profile) {
        return profile.behaviour().device() == Device.PHONE;
    }

    private static boolean exempt(RiskProfile profile) {
        return profile.behaviour().terminals().unattended() == Unattended.EXEMPT;
    }

    private static boolean asksAtAll(RiskProfile profile) {
        return !profile.lostOrStolen().never() || cvm(profile).alwaysAbove().isPresent();
    }

    private static boolean limitsSpending(RiskProfile profile) {
        return profile.spending().upperCount() != RiskProfile.NO_COUNT_LIMIT
                || profile.spending().upperAmount() != RiskProfile.NO_AMOUNT_LIMIT;
    }

    private static String rate(RiskProfile profile) {
        Optional<ConversionRate> rate = profile.conversion();
        return rate.map(r -> r.currency().getCurrencyCode()).orElse("?");
    }

    private static long ordinary(ConversionRate rate) {
        return BigDecimal.valueOf(ORDINARY)
                .movePointRight(rate.currency().getDefaultFractionDigits())
                .longValueExact();
    }
}

package dev.tapbench.risk.lives;

import dev.tapbench.risk.Behaviour;
import dev.tapbench.risk.Behaviour.OnlineApproval;
import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.LostOrStolenLimits;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.TerminalRules;
import dev.tapbench.risk.model.IssuerWord.Counters;
import java.util.Arrays;
import java.util.stream.LongStream;

/** All numbers that lives are lived by, for a program in another language that is to live the same. */
public final class LivesNumbers {
    private LivesNumbers() {}

    /** The numbers of a job, in the order in which such a program reads them: the job, the profile, the types. */
    public static long[] of(LivesJob job) {
        LivesPlan plan = new LivesPlan(job.types());
        LongStream numbers = LongStream.concat(
                LongStream.of(
                        job.seed(),
                        job.months(),
                        bit(job.phone()),
                        bit(job.contacts()),
                        LivesKernel.TRIES,
                        plan.types()),
                profile(job.profile()));
        for (int i = 0; i < plan.types(); i++) {
            numbers = LongStream.concat(numbers, type(plan.type(i)));
        }
        return numbers.toArray();
    }

    private static long bit(boolean yes) {
        return yes ? 1 : 0;
    }

    private static LongStream profile(RiskProfile profile) {
        LostOrStolenLimits second = profile.lostOrStolen();
        Behaviour rules = profile.behaviour();
        return LongStream.of(
                bit(profile.kind() == RiskProfile.Kind.PREPAID),
                profile.maximumBalance().orElse(0),
                profile.spending().lowerCount(),
                profile.spending().upperCount(),
                profile.spending().lowerAmount().orElse(RiskProfile.NO_AMOUNT_LIMIT),
                profile.spending().upperAmount(),
                bit(second.mode() == LostOrStolenLimits.Mode.ALL),
                second.count(),
                second.amount(),
                rules.cvm().alwaysAbove().orElse(RiskProfile.NO_AMOUNT_LIMIT),
                bit(rules.terminals().unattended() == TerminalRules.Unattended.EXEMPT),
                bit(rules.terminals().offlineOnly() == TerminalRules.OfflineOnly.DECLINED),
                bit(rules.currencies().other() == Currencies.Other.ONLINE),
                counters(profile.onlineApproval()).code(),
                method(LivesKernel.method(profile)));
    }

    private static Counters counters(OnlineApproval approval) {
        return switch (approval) {
            case KEEP -> Counters.KEEP;
            case RESET -> Counters.TO_ZERO;
            case COUNT -> Counters.ADD_TRANSACTION;
        };
    }

    private static int method(CvmMethod method) {
        return switch (method) {
            case PATTERN -> 1;
            case SENSOR -> 2;
            default -> 0;
        };
    }

    private static LongStream type(LivesPlan.Type type) {
        LongStream thresholds = LongStream.of(
                type.upTo,
                type.contactless,
                type.pinInSlot,
                type.online,
                type.issuerApproves,
                type.foreign,
                type.topUpBelow,
                type.topUpAmount,
                type.mistypes);
        LongStream gaps = Arrays.stream(type.gaps).asLongStream();
        return LongStream.concat(thresholds, LongStream.concat(gaps, Arrays.stream(type.amounts)));
    }
}

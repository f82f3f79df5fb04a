package dev.tapbench.risk;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How and when the holder is asked for, beside the lost-or-stolen limits.
 *
 * @param alwaysAbove a contactless payment of more than this always asks, whatever the counters say; minor units
 * @param methods in the order in which they are offered; empty for those of {@link RiskProfile.Device#usualMethods}
 * @param armedSeconds how long a phone keeps a payment armed for the second tap, 0 to 3600; without it, until something else
 *     disarms it
 */
public record HolderVerification(
        OptionalLong alwaysAbove, Optional<List<CvmMethod>> methods, OptionalInt armedSeconds) {
    private static final int LONGEST = 3600;

    /** Only the limits ask, the device has its usual methods, and no time runs. */
    public static final HolderVerification USUAL =
            new HolderVerification(OptionalLong.empty(), Optional.empty(), OptionalInt.empty());

    public HolderVerification {
        methods = methods.map(List::copyOf);
        InvalidRiskProfile.require(
                alwaysAbove.isEmpty()
                        || (alwaysAbove.getAsLong() >= 0 && alwaysAbove.getAsLong() <= RiskProfile.NO_AMOUNT_LIMIT),
                "cvm.alwaysAbove",
                alwaysAbove,
                "0 to 999999999999 minor units");
        List<CvmMethod> listed = methods.orElse(List.of());
        for (int i = 0; i < listed.size(); i++) {
            InvalidRiskProfile.require(
                    listed.indexOf(listed.get(i)) == i, "cvm.methods." + i, listed.get(i), "each method once");
        }
        InvalidRiskProfile.require(
                armedSeconds.isEmpty() || (armedSeconds.getAsInt() >= 0 && armedSeconds.getAsInt() <= LONGEST),
                "cvm.armedSeconds",
                armedSeconds,
                "0 to 3600 seconds");
    }

    /** The same with an amount above which the holder is always asked for, minor units. */
    public HolderVerification withAlwaysAbove(long amount) {
        return new HolderVerification(OptionalLong.of(amount), methods, armedSeconds);
    }

    /** The same with these methods, in this order. */
    public HolderVerification withMethods(List<CvmMethod> others) {
        return new HolderVerification(alwaysAbove, Optional.of(others), armedSeconds);
    }

    /** The same with another time until a phone disarms. */
    public HolderVerification withArmedSeconds(int seconds) {
        return new HolderVerification(alwaysAbove, methods, OptionalInt.of(seconds));
    }
}

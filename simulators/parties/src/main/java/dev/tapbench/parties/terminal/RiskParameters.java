package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Pan;
import java.util.HashSet;
import java.util.Set;

/**
 * What terminal risk management goes by (EMV Book 3, 10.6), in minor units of the transaction's currency.
 *
 * @param floorLimit from this amount on the issuer is asked
 * @param thresholdValue below this amount, random selection takes {@code targetPercentage} of all transactions
 * @param targetPercentage 0 to 99
 * @param maximumTargetPercentage how many of those just below the floor limit, 0 to 99
 * @param contactlessLimit above this amount no tap is taken (EMV Contactless Book A, 5.3.1.1)
 * @param exceptionFile cards that are not to be accepted offline
 */
public record RiskParameters(
        long floorLimit,
        long thresholdValue,
        int targetPercentage,
        int maximumTargetPercentage,
        long contactlessLimit,
        Set<Pan> exceptionFile) {
    /** No amount is too high to be accepted offline, and none is selected at random. */
    public static final RiskParameters NONE = new RiskParameters(Long.MAX_VALUE, 0, 0, 0, Long.MAX_VALUE, Set.of());

    public RiskParameters {
        exceptionFile = Set.copyOf(exceptionFile);
        if (targetPercentage < 0
                || maximumTargetPercentage > 99
                || targetPercentage > maximumTargetPercentage
                || thresholdValue > floorLimit) {
            throw new IllegalArgumentException("random selection: expected 0 <= target <= maximum target <= 99 percent"
                    + " and a threshold up to the floor limit (EMV Book 3, 10.6.2), came " + targetPercentage + ", "
                    + maximumTargetPercentage + " and " + thresholdValue);
        }
    }

    /** These, and another floor limit. */
    public RiskParameters withFloorLimit(long limit) {
        return new RiskParameters(
                limit,
                Math.min(thresholdValue, limit),
                targetPercentage,
                maximumTargetPercentage,
                contactlessLimit,
                exceptionFile);
    }

    /** These, and another limit for taps. */
    public RiskParameters withContactlessLimit(long limit) {
        return new RiskParameters(
                floorLimit, thresholdValue, targetPercentage, maximumTargetPercentage, limit, exceptionFile);
    }

    /** These, and this card is not to be accepted offline. */
    public RiskParameters withException(Pan pan) {
        Set<Pan> more = new HashSet<>(exceptionFile);
        more.add(pan);
        return new RiskParameters(
                floorLimit, thresholdValue, targetPercentage, maximumTargetPercentage, contactlessLimit, more);
    }
}

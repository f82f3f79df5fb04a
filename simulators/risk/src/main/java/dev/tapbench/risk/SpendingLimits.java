package dev.tapbench.risk;

import java.util.OptionalLong;

/**
 * Limits of the first pair, the issuer's financial risk: over certificates given offline, in a row. Reaching a limit
 * passes, going over it trips.
 *
 * @param lowerCount over it the card wants to go online where it can; 0 to 255, which never trips
 * @param upperCount over it the card goes online or declines; not less than a lower count that trips; 255 never does
 * @param lowerAmount like the lower count, in minor units; absent when no amount sends the card online
 * @param upperAmount like the upper count, in minor units; for a prepaid profile the funds that a new card holds
 */
public record SpendingLimits(int lowerCount, int upperCount, OptionalLong lowerAmount, long upperAmount) {
    public SpendingLimits {
        InvalidRiskProfile.require(
                lowerCount >= 0 && lowerCount <= RiskProfile.NO_COUNT_LIMIT,
                "spending.lowerCount",
                lowerCount,
                "0 to 255 transactions");
        InvalidRiskProfile.require(
                upperCount >= 0 && upperCount <= RiskProfile.NO_COUNT_LIMIT,
                "spending.upperCount",
                upperCount,
                "0 to 255 transactions");
        InvalidRiskProfile.require(
                upperCount >= lowerCount || lowerCount == RiskProfile.NO_COUNT_LIMIT,
                "spending.upperCount",
                upperCount,
                "the lower count (" + lowerCount + ") to 255 transactions");
        InvalidRiskProfile.require(
                upperAmount >= 0 && upperAmount <= RiskProfile.NO_AMOUNT_LIMIT,
                "spending.upperAmount",
                upperAmount,
                "0 to 999999999999 minor units");
        if (lowerAmount.isPresent()) {
            InvalidRiskProfile.require(
                    lowerAmount.getAsLong() >= 0 && lowerAmount.getAsLong() <= upperAmount,
                    "spending.lowerAmount",
                    lowerAmount.getAsLong(),
                    "0 to the upper amount (" + upperAmount + " minor units)");
        }
    }
}

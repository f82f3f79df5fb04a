package dev.tapbench.risk;

/**
 * Limits of the second pair, the risk that the device is in wrong hands: over contactless payments since the last valid
 * cardholder verification. Reaching a limit passes, going over it trips.
 *
 * @param mode whether one of them has to trip or both
 * @param count payments; 0 to 255, which never trips
 * @param amount minor units; 0 to 999999999999, which never trips
 */
public record LostOrStolenLimits(Mode mode, int count, long amount) {
    /** How the two limits work together. */
    public enum Mode {
        /** Either limit asks for the holder. */
        ANY,
        /** Only both together do: the case of US 9,240,005 B2, claim 1. */
        ALL
    }

    public LostOrStolenLimits {
        InvalidRiskProfile.require(
                count >= 0 && count <= RiskProfile.NO_COUNT_LIMIT, "lostOrStolen.count", count, "0 to 255 payments");
        InvalidRiskProfile.require(
                amount >= 0 && amount <= RiskProfile.NO_AMOUNT_LIMIT,
                "lostOrStolen.amount",
                amount,
                "0 to 999999999999 minor units");
        boolean one = (count == RiskProfile.NO_COUNT_LIMIT) != (amount == RiskProfile.NO_AMOUNT_LIMIT);
        InvalidRiskProfile.require(
                mode == Mode.ANY || !one,
                "lostOrStolen.mode",
                "all",
                "any, because only one limit is set: under all the holder would never be asked");
    }

    /** Whether the holder is never asked for, whatever is paid. */
    public boolean never() {
        return count == RiskProfile.NO_COUNT_LIMIT && amount == RiskProfile.NO_AMOUNT_LIMIT;
    }
}

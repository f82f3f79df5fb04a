package dev.tapbench.risk;

/**
 * How far a phone's owner may go with settings of the owner's own. The issuer's limits bind them anyway: an owner only tightens
 * . A wish that the owner does not have is always allowed.
 *
 * @param alwaysAsk whether the owner may want to be asked at every payment
 * @param above least and most of the amount above which the owner may want to be asked, minor units
 * @param payments least and most of the number of payments after which the owner may want to be asked
 */
public record UserBounds(boolean alwaysAsk, Range above, Range payments) {
    /**
     * From one value to another, both included.
     *
     * @param least at least 0
     * @param most at least {@code least}
     */
    public record Range(long least, long most) {
        /** Any amount. */
        public static final Range ANY_AMOUNT = new Range(0, RiskProfile.NO_AMOUNT_LIMIT);
        /** Any number of payments. */
        public static final Range ANY_COUNT = new Range(0, RiskProfile.NO_COUNT_LIMIT);

        /** Whether a value lies within. */
        public boolean has(long value) {
            return value >= least && value <= most;
        }

        private void check(String key, long highest, String unit) {
            InvalidRiskProfile.require(least >= 0 && least <= highest, key + ".least", least, "0 to " + highest + unit);
            InvalidRiskProfile.require(
                    most >= least && most <= highest,
                    key + ".most",
                    most,
                    "at least the least (" + least + unit + ") and at most " + highest + unit);
        }
    }

    /** The owner may tighten at will. */
    public static final UserBounds FREE = new UserBounds(true, Range.ANY_AMOUNT, Range.ANY_COUNT);

    public UserBounds {
        above.check("userSettings.above", RiskProfile.NO_AMOUNT_LIMIT, " minor units");
        payments.check("userSettings.payments", RiskProfile.NO_COUNT_LIMIT, " payments");
    }
}

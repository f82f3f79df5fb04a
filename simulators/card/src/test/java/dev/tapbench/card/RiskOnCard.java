package dev.tapbench.card;

import dev.tapbench.risk.Behaviour;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.TerminalRules;
import dev.tapbench.risk.UserBounds;

/** A risk profile as the data groupings of a card. */
final class RiskOnCard {
    /** The currency that a profile of these lives has a rate for. */
    static final String WITH_RATE = "0840";

    private RiskOnCard() {}

    static String n12(long amount) {
        return "%012d".formatted(amount);
    }

    /** What is put on a card for this profile. */
    static TestCard.Profile of(RiskProfile risk, boolean phone, int tries) {
        TestCard.Profile profile = new TestCard.Profile();
        boolean prepaid = risk.kind() == RiskProfile.Kind.PREPAID;
        profile.device = "%02X".formatted((phone ? 1 : 0) | (prepaid ? 2 : 0));
        profile.kind = prepaid ? "01" : "02";
        profile.maximum = n12(risk.maximumBalance().orElse(0));
        profile.funds = n12(risk.spending().upperAmount());
        profile.lowerCount = "%02X".formatted(risk.spending().lowerCount());
        profile.upperCount = "%02X".formatted(risk.spending().upperCount());
        profile.lowerAmount = risk.spending().lowerAmount().isPresent()
                ? n12(risk.spending().lowerAmount().getAsLong())
                : "";
        profile.mode = switch (risk.lostOrStolen().mode()) {
            case ANY -> "01";
            case ALL -> "02";
        };
        profile.secondCount = "%02X".formatted(risk.lostOrStolen().count());
        profile.secondAmount = n12(risk.lostOrStolen().amount());
        profile.tries = "%02X%02X".formatted(tries, tries);
        Behaviour behaviour = risk.behaviour();
        profile.general = currencies(risk);
        profile.moreSecond = behaviour.cvm().alwaysAbove().isPresent()
                ? "DF4E06" + n12(behaviour.cvm().alwaysAbove().getAsLong())
                : "";
        profile.moreDevice = terminals(behaviour.terminals()) + bounds(behaviour.userSettings());
        if (phone) {
            profile.methods = risk.methods();
        }
        return profile;
    }

    private static String currencies(RiskProfile risk) {
        return switch (risk.behaviour().currencies().other()) {
            case DECLINE -> "";
            case ONLINE -> "DF4C0101";
            case CONVERT ->
                risk.conversion()
                        .map(rate -> "DF4C0802" + WITH_RATE + "%08d%02X".formatted(rate.digits(), rate.decimals()))
                        .orElse("");
        };
    }

    private static String terminals(TerminalRules rules) {
        int bits = rules.unattended() == TerminalRules.Unattended.EXEMPT ? 1 : 0;
        bits |= rules.offlineOnly() == TerminalRules.OfflineOnly.DECLINED ? 2 : 0;
        return bits == 0 ? "" : "DF4F01%02X".formatted(bits);
    }

    private static String bounds(UserBounds bounds) {
        return bounds.equals(UserBounds.FREE)
                ? ""
                : "DF260F"
                        + (bounds.alwaysAsk() ? "01" : "00")
                        + n12(bounds.above().least())
                        + n12(bounds.above().most())
                        + "%02X%02X"
                                .formatted(
                                        bounds.payments().least(),
                                        bounds.payments().most());
    }
}

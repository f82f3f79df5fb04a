package dev.tapbench.risk.validation;

import dev.tapbench.risk.RiskProfile;
import java.util.List;

/** What is wrong with a profile by its numbers alone. */
public final class StaticFindings {
    private StaticFindings() {}

    /** What all rules find, in the order of their ids. */
    public static List<RiskFinding> of(RiskProfile profile) {
        return StaticRule.check(profile);
    }
}

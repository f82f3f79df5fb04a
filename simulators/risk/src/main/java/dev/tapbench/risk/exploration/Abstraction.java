package dev.tapbench.risk.exploration;

import java.util.List;

/**
 * What stands between an exploration and all that can happen.
 *
 * @param amounts which amounts are tried in a state
 * @param checkedBy how that is held against all amounts
 * @param leavesOut what is not tried
 */
public record Abstraction(String amounts, String checkedBy, List<String> leavesOut) {
    public Abstraction {
        leavesOut = List.copyOf(leavesOut);
    }
}

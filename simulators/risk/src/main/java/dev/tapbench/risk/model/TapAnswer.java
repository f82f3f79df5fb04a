package dev.tapbench.risk.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the card answered to a tap, in one number so that a tight loop makes no objects.
 *
 * @param code byte 3 of the card verification results; above it the decision, and whether it asks for its holder
 */
public record TapAnswer(int code) {
    private static final int DECISION_AT = 8;
    private static final int ASKS_FOR_CVM = 0x400;

    static int code(Decision decision, boolean asksForCvm, int results) {
        return decision.code() << DECISION_AT | (asksForCvm ? ASKS_FOR_CVM : 0) | results;
    }

    public static Decision decision(int code) {
        return Decision.of(code >> DECISION_AT & 0x03);
    }

    public static boolean asksForCvm(int code) {
        return (code & ASKS_FOR_CVM) != 0;
    }

    public Decision decision() {
        return decision(code);
    }

    /** Whether the phone now asks its holder for the passcode. */
    public boolean asksForCvm() {
        return asksForCvm(code);
    }

    public Set<ResultBit> results() {
        Set<ResultBit> found = EnumSet.noneOf(ResultBit.class);
        for (ResultBit bit : ResultBit.values()) {
            if ((code & bit.mask()) != 0) {
                found.add(bit);
            }
        }
        return found;
    }
}

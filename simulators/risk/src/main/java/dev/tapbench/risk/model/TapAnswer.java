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
    private static final int DECISION = 0x03 << DECISION_AT;
    private static final int APPROVED = Decision.APPROVED.code() << DECISION_AT;
    private static final int ISSUER_ASKED = Decision.ISSUER_ASKED.code() << DECISION_AT;
    private static final int ASKS_FOR_CVM = 0x400;

    // Comparisons with constants are decided when a loop is compiled; what an enumeration holds is read from memory
    // each time.
    static int code(Decision decision, boolean asksForCvm, int results) {
        int code = decision == Decision.APPROVED ? APPROVED : decision == Decision.ISSUER_ASKED ? ISSUER_ASKED : 0;
        return code | (asksForCvm ? ASKS_FOR_CVM : 0) | results;
    }

    public static Decision decision(int code) {
        return Decision.of(code >> DECISION_AT & 0x03);
    }

    /** Whether the decision is {@link Decision#APPROVED}. */
    public static boolean approves(int code) {
        return (code & DECISION) == APPROVED;
    }

    /** Whether the decision is {@link Decision#ISSUER_ASKED}. */
    public static boolean asksIssuer(int code) {
        return (code & DECISION) == ISSUER_ASKED;
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

package dev.tapbench.risk.model;

/**
 * What an issuer answers to an online purchase: the card status update (EMV Book 3, C10) as far as it concerns risk.
 *
 * @param approves byte 2 b8
 * @param counters byte 2 b2-b1
 * @param onlineNext byte 2 b4
 * @param block what it blocks with the same word
 * @param tries the new PIN tries (byte 2 b5 and byte 1 b4-b1); negative to leave them
 */
public record IssuerWord(boolean approves, Counters counters, boolean onlineNext, Block block, int tries) {
    /** What to do with the first pair. */
    public enum Counters {
        KEEP(0),
        TO_UPPER_LIMITS(1),
        TO_ZERO(2),
        ADD_TRANSACTION(3);

        private final int code;

        Counters(int code) {
            this.code = code;
        }

        /** Byte 2 b2-b1. */
        public int code() {
            return code;
        }
    }

    /** What the issuer blocks. */
    public enum Block {
        NOTHING,
        APPLICATION,
        CARD
    }

    public static final IssuerWord APPROVED = new IssuerWord(true, Counters.KEEP, false, Block.NOTHING, -1);
}

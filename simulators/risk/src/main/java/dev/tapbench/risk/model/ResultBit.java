package dev.tapbench.risk.model;

/** What a card found about a tap and tells its issuer: bits of the card verification results, byte 3. */
public enum ResultBit {
    LOWER_COUNT_EXCEEDED(0x80),
    UPPER_COUNT_EXCEEDED(0x40),
    LOWER_AMOUNT_EXCEEDED(0x20),
    UPPER_AMOUNT_EXCEEDED(0x10),
    LOST_OR_STOLEN_LIMIT_EXCEEDED(0x08),
    CVM_ARMED(0x04);

    private final int mask;

    ResultBit(int mask) {
        this.mask = mask;
    }

    /** Its place in the byte. */
    public int mask() {
        return mask;
    }
}

package dev.tapbench.risk;

/** A risk profile breaks a rule. Says which value, and what was expected in its place. */
public final class InvalidRiskProfile extends IllegalArgumentException {
    private final String key;
    private final String value;
    private final String expected;

    /**
     * @param key the value's place, such as {@code spending.upperCount}
     * @param value what was given
     * @param expected what would be right
     */
    public InvalidRiskProfile(String key, Object value, String expected) {
        super(key + " is " + value + ": expected " + expected);
        this.key = key;
        this.value = value.toString();
        this.expected = expected;
    }

    public String key() {
        return key;
    }

    public String value() {
        return value;
    }

    public String expected() {
        return expected;
    }

    static void require(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new InvalidRiskProfile(key, value, expected);
        }
    }
}

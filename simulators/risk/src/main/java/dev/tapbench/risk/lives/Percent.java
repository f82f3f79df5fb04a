package dev.tapbench.risk.lives;

/**
 * A share, in hundredths of a percent.
 *
 * @param hundredths 0 to 10000
 */
public record Percent(int hundredths) {
    static final int WHOLE = 100_00;
    /** A draw of so many bits is held against {@link #threshold}. */
    static final int BITS = 16;

    public Percent {
        if (hundredths < 0 || hundredths > WHOLE) {
            throw new IllegalArgumentException(hundredths + " hundredths of a percent: expected 0 to " + WHOLE);
        }
    }

    /** Of 65536 equally likely draws, those below this are of the share. */
    int threshold() {
        return (int) ((((long) hundredths << BITS) + WHOLE / 2) / WHOLE);
    }
}

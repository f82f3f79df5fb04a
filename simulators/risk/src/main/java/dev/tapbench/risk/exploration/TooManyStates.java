package dev.tapbench.risk.exploration;

/** A profile can bring its device into more states than can be tried. */
public final class TooManyStates extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStates(int most) {
        super("honest use can bring the device into more than " + most
                + " states that differ in what they allow, which are not tried; lower count limits have fewer");
    }
}

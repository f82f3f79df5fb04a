package dev.tapbench.parties.terminal;

/** A step ended the tap before its time; never leaves this package. */
final class TapEnded extends RuntimeException {
    private final Outcome outcome;

    TapEnded(Outcome outcome, String reason) {
        super(reason);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}

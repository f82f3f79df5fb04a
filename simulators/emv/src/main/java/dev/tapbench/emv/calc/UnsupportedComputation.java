package dev.tapbench.emv.calc;

/** The inputs ask for a computation that is not made here; the message says which, and why not. */
public final class UnsupportedComputation extends RuntimeException {
    public UnsupportedComputation(String reason) {
        super(reason);
    }
}

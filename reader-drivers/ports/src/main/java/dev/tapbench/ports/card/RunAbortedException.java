package dev.tapbench.ports.card;

/** Somebody at the bench wants the run to end now, as with Ctrl-C. */
public final class RunAbortedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RunAbortedException(String message) {
        super(message);
    }
}

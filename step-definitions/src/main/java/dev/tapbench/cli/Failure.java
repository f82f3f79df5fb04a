package dev.tapbench.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a message for people and an exit status. */
final class Failure extends RuntimeException {
    private final int status;

    private Failure(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Wrong usage or a wrong file; no device was touched. */
    static Failure usage(String message) {
        return new Failure(ExitStatus.USAGE, message, null);
    }

    /** Wrong usage or a wrong file; no device was touched. */
    static Failure usage(String message, Throwable cause) {
        return new Failure(ExitStatus.USAGE, message, cause);
    }

    /** A file or an argument was refused, and the message of the refusal says all. */
    static Failure usage(IllegalArgumentException refusal) {
        return usage(String.valueOf(refusal.getMessage()), refusal);
    }

    /** A gate does not hold, and nothing ran. */
    static Failure gate(String message) {
        return new Failure(ExitStatus.GATE, message, null);
    }

    /** The product does not do what is the least of it, so that nothing could be judged. */
    static Failure failed(String message, Throwable cause) {
        return new Failure(ExitStatus.FAILED, message, cause);
    }

    /** Something of the bench, a test or Tapbench does not work. */
    static Failure broken(String message) {
        return new Failure(ExitStatus.BROKEN, message, null);
    }

    /** Tapbench itself cannot do what it was asked for. */
    static Failure broken(String message, Throwable cause) {
        return new Failure(ExitStatus.BROKEN, message, cause);
    }

    int status() {
        return status;
    }
}

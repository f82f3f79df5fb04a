package dev.tapbench.cli;

/** The exit statuses of the command line; scripts rely on them. */
final class ExitStatus {
    /** At least one ran, and everything selected passed or was skipped with its reason. */
    static final int PASSED = 0;
    /** Something failed: the product. */
    static final int FAILED = 1;
    /** Nothing failed, something broke: bench, test or Tapbench. */
    static final int BROKEN = 2;
    /** Neither, but a gate does not hold. */
    static final int GATE = 3;
    /** Wrong usage or a wrong file, before any device is touched. */
    static final int USAGE = 64;
    /** Interrupted, with a valid partial run. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}

package dev.tapbench.cli;

import java.util.function.Supplier;

/**
 * Ends an interrupted run well: on Ctrl-C, SIGTERM or SIGHUP it writes what there is, and ends the process with the
 * contract's exit status. The scenario that runs at that moment has no verdict and leaves no row.
 */
final class Interruption {
    private final Thread hook;

    private Interruption(Runnable end) {
        hook = new Thread(
                () -> {
                    try {
                        end.run();
                    } finally {
                        // Scenarios still run on other threads: nothing of theirs may be written after the summary.
                        Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
                    }
                },
                "interruption");
    }

    /** Runs {@code work}; an interruption meanwhile runs {@code end}. */
    static <T> T during(Supplier<T> work, Runnable end) {
        Interruption interruption = new Interruption(end);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        try {
            return work.get();
        } finally {
            interruption.withdraw();
        }
    }

    private void withdraw() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is being interrupted already: the hook ends it, and this thread must not go on to print.
            try {
                hook.join();
            } catch (InterruptedException again) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

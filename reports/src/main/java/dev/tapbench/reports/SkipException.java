package dev.tapbench.reports;

import org.opentest4j.TestAbortedException;

/** The bench lacks what the scenario needs: skipped. The message is the reason and says how to get it. */
public final class SkipException extends TestAbortedException {
    public SkipException(String reason) {
        super(reason);
    }
}

package dev.tapbench.risk.model;

import dev.tapbench.risk.model.DeviceState.Pending;

/** The load under way, and how many were accepted. */
final class LoadMemory {
    /** More loads than this have no number. */
    private static final int MOST = 0xFFFF;

    int accepted;
    Pending pending = Pending.NONE;
    long amount;

    /** Nothing is written where nothing is pending: each tap comes by, and a write of a reference is dear. */
    void close() {
        if (pending != Pending.NONE) {
            pending = Pending.NONE;
            amount = 0;
        }
    }

    /** Whether one more load has a number. */
    boolean hasNumber() {
        return accepted != MOST;
    }

    void open(long of) {
        pending = Pending.OPEN;
        amount = of;
    }

    void accept() {
        accepted++;
        close();
    }
}

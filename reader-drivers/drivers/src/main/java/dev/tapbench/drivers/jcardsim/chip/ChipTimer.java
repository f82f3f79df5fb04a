package dev.tapbench.drivers.jcardsim.chip;

import dev.tapbench.ports.card.Medium;

/** How long the chip has been working by its timing model; see {@link Timing}. */
public final class ChipTimer {
    private final Timing timing;
    private long nanos;

    ChipTimer(Timing timing) {
        this.timing = timing;
    }

    /** Nanoseconds since the chip was made. */
    public long nanos() {
        return nanos;
    }

    /** One command: the card's own overhead, and its bytes on the line in both directions. */
    public void command(Medium medium, int bytes) {
        nanos += timing.commandNanos() + bytes * timing.byteNanos(medium);
    }

    void write() {
        nanos += timing.writeNanos();
    }

    void work(Timing.Operation operation, double units) {
        nanos += Math.round(units * timing.nanos(operation));
    }
}

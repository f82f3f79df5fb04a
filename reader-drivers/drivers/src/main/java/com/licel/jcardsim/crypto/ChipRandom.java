package com.licel.jcardsim.crypto;

import com.licel.jcardsim.base.SimulatorSystem;

/** The random numbers of one chip; the card runtime that is running on this thread has them. */
public interface ChipRandom {
    /** Fills a part of {@code buffer} with the chip's next random bytes. */
    void fill(byte[] buffer, int offset, int length);

    /** Adds to the chip's seed; never replaces it. */
    void addSeed(byte[] material);

    /**
     * The chip that is running on this thread.
     *
     * @throws IllegalStateException when no card of the driver runs here
     */
    static ChipRandom running() {
        if (SimulatorSystem.instance() instanceof ChipRandom chip) {
            return chip;
        }
        throw new IllegalStateException(
                "this RandomData belongs to the jcardsim: driver, and no card of the driver runs on"
                        + " this thread: for a bare simulator put the jCardSim jar before the drivers on the class path");
    }
}

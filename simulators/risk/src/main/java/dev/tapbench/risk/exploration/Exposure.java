package dev.tapbench.risk.exploration;

import java.util.List;
import java.util.OptionalLong;

/**
 * The most that a thief can spend.
 *
 * @param amount minor units; empty where there is no end to it
 * @param before what the owner did before the device was taken, as short as it can be
 * @param theft what the thief does, as short as it can be; where there is no end, up to and with the loop
 * @param loop how many moves at the end of the theft can be done again and again; 0 where there is an end
 */
public record Exposure(OptionalLong amount, List<Move> before, List<Move> theft, int loop) {
    public Exposure {
        before = List.copyOf(before);
        theft = List.copyOf(theft);
    }

    public boolean unbounded() {
        return amount.isEmpty();
    }
}

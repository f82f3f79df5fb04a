package dev.tapbench.ports.card;

import dev.tapbench.ports.Bytes;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/** A reader that feels what a test puts on it. Each card answers each command with 9000. */
public final class FeltReader implements Reader, CardPresence {
    /** How long each card says to have worked. */
    public static final long WORKED_NANOS = 1_000_000;

    private final String name;
    private boolean there;

    public FeltReader(String name) {
        this.name = name;
    }

    /** A card comes. */
    public void put() {
        set(true);
    }

    /** What lies there goes. */
    public void take() {
        set(false);
    }

    private synchronized void set(boolean now) {
        there = now;
        notifyAll();
    }

    @Override
    public boolean awaitCard(Duration limit) {
        return await(true, limit);
    }

    @Override
    public boolean awaitNoCard(Duration limit) {
        return await(false, limit);
    }

    private synchronized boolean await(boolean wanted, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (there != wanted) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Medium medium() {
        return Medium.CONTACTLESS;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.CONTACTLESS);
    }

    @Override
    public CardLink tap(Card card) {
        return new CardLink() {
            @Override
            public byte[] transmit(byte[] command) {
                return Bytes.hex("9000").toArray();
            }

            @Override
            public OptionalLong workedNanos() {
                return OptionalLong.of(WORKED_NANOS);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}

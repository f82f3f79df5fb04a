package dev.tapbench.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time in a scenario: it stands still until somebody lets it pass, so that a seed repeats every cryptogram. */
public final class ScenarioClock extends Clock {
    /** When every scenario begins; the test profiles' cards are valid then. */
    public static final Instant BEGIN = Instant.parse("2026-06-15T09:00:00Z");

    private Instant now;

    public ScenarioClock() {
        this(BEGIN);
    }

    private ScenarioClock(Instant now) {
        this.now = now;
    }

    /** Lets time pass. */
    public synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The same clock: everything in a scenario is in UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        if (!ZoneOffset.UTC.equals(zone)) {
            throw new IllegalArgumentException("scenarios run in UTC, not in " + zone);
        }
        return this;
    }
}

package dev.tapbench.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of a scenario: it stands still, so that a seed repeats every cryptogram, until a step lets some of it pass. */
final class SceneClock extends Clock {
    private Instant now;

    SceneClock(Instant begins) {
        now = begins;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("scenarios are in UTC");
    }
}

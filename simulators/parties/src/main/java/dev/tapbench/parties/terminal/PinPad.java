package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Pin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the PIN, and nobody else does: until the card has answered VERIFY, until cancel, or until its life is over. */
public final class PinPad {
    private final Clock clock;
    private final Duration life;
    private @Nullable Pin pin;
    private Instant entered = Instant.EPOCH;

    public PinPad(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /** Takes a PIN; one that is there is forgotten. */
    public void enter(Pin entry) {
        pin = entry;
        entered = clock.instant();
    }

    /** The PIN, if there is one whose life is not over; it stays. */
    public Optional<Pin> pin() {
        if (pin != null && !clock.instant().isBefore(entered.plus(life))) {
            clear();
        }
        return Optional.ofNullable(pin);
    }

    /** Forgets the PIN. */
    public void clear() {
        pin = null;
    }
}

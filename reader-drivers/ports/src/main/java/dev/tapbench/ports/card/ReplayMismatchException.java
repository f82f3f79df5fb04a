package dev.tapbench.ports.card;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import java.util.Optional;

/** A command that is not the recorded one: whoever sends it has changed since, so the record says nothing about the card. */
public final class ReplayMismatchException extends DeviceException {
    private final transient Optional<Bytes> recorded;
    private final transient Bytes came;

    /**
     * @param where in which record
     * @param recorded what the record has there; empty where it has no more
     */
    public ReplayMismatchException(String where, Optional<Bytes> recorded, Bytes came) {
        super(message(where, recorded.map(Bytes::toHex).orElse("nothing more"), came.toHex()));
        this.recorded = recorded;
        this.came = came;
    }

    private static String message(String where, String recorded, String came) {
        return where + ": recorded is " + recorded + ", and " + came
                + " came; record it again, or run what was recorded (same seed, scenarios and features)";
    }

    /** What the record has there; empty where it has no more. */
    public Optional<Bytes> recorded() {
        return recorded;
    }

    public Bytes came() {
        return came;
    }
}

package dev.tapbench.ports.card;

import java.util.OptionalLong;

/**
 * One activation of a card: from field on (or power on) to field off. It has one method, so any lambda is a card;
 * recording, GET RESPONSE handling, delays and cuts are decorators.
 */
@FunctionalInterface
public interface CardLink extends AutoCloseable {
    /**
     * Sends a C-APDU and returns the R-APDU, status word included (ISO/IEC 7816-4, 5.1). A status word is data, never an
     * exception.
     *
     * @throws CardRemovedException when the card left the field: a person can present it again
     * @throws dev.tapbench.ports.DeviceException when reader or wire failed
     */
    byte[] transmit(byte[] command);

    /**
     * How long the card has worked in this activation, in nanoseconds of its timing model, its line included; empty where a
     * card takes real time.
     */
    default OptionalLong workedNanos() {
        return OptionalLong.empty();
    }

    /** Ends the activation; harmless when repeated. */
    @Override
    default void close() {}
}

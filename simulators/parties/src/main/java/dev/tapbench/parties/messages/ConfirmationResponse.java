package dev.tapbench.parties.messages;

/**
 * Issuer to TSP: whether the cryptogram proves the device.
 *
 * @param reason why not, in a sentence; empty when valid
 */
public record ConfirmationResponse(String session, int number, boolean valid, String reason)
        implements SessionMessage {}

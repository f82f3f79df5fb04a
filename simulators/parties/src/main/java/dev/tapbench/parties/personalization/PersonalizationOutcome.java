package dev.tapbench.parties.personalization;

/** How a consumer's request at a personalization device ended. */
public sealed interface PersonalizationOutcome {
    /** The personalization session. */
    String session();

    /**
     * The consumer has the device.
     *
     * @param account the issuer's name for the account
     */
    record Dispensed(String session, String account) implements PersonalizationOutcome {}

    /**
     * The device fell into the reject bin.
     *
     * @param card the rejected device
     * @param reason in a sentence
     */
    record Rejected(String session, String card, String reason) implements PersonalizationOutcome {}
}

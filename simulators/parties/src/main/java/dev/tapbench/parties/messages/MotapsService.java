package dev.tapbench.parties.messages;

/** MOTAPS, as issuer and TSP see it. Every method answers a repeat as it did the first time and does nothing again. */
public interface MotapsService {
    /** From the issuer: prepare this account's data. It is prepared when the method returns. */
    void order(PreparationOrder order);

    /**
     * To the TSP: what was prepared for a session.
     *
     * @throws MessageException when nothing was ordered for it
     */
    PreparedData deliver(PreparedDataRequest request);

    void personalized(Personalized message);

    void failed(PersonalizationFailed message);
}

package dev.tapbench.parties.messages;

/** The issuer, as the TSP sees it. Every method answers a repeat as it did the first time and does nothing again. */
public interface IssuerService {
    /**
     * Decides whether the product may be personalized. On yes it allots an account, which stays unissued, and orders the data
     * from MOTAPS before it answers.
     */
    DataAnswer approve(DataRequest request);

    /** Checks the closing cryptogram under the account's new key. */
    ConfirmationResponse confirm(ConfirmationRequest request);

    /** The account is issued, if its device was confirmed before. */
    void personalized(Personalized message);

    /** The account stays unissued. */
    void failed(PersonalizationFailed message);
}

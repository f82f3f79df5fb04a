package dev.tapbench.ports.trace;

/** What a message between two parties is for. */
public enum MessageType {
    /** A consumer asks the RPD for a device. */
    DEVICE_REQUEST,
    /** RPD to service provider to TSP. */
    PERSONALIZATION_REQUEST,
    /** TSP to issuer. */
    DATA_REQUEST,
    /** Issuer to TSP: product, account, risk profile. */
    DATA_APPROVAL,
    /** Issuer to TSP: no. */
    DATA_REFUSAL,
    /** Issuer to MOTAPS: prepare this. */
    PREPARATION_ORDER,
    /** TSP to MOTAPS: give out what you prepared. */
    PREPARED_DATA_REQUEST,
    /** MOTAPS to TSP. */
    PREPARED_DATA,
    /** TSP to service provider to RPD: C-APDUs. */
    DEVICE_COMMANDS,
    /** RPD to service provider to TSP: R-APDUs. */
    DEVICE_RESPONSES,
    /** TSP to issuer: check this cryptogram under the new key. */
    CONFIRMATION_REQUEST,
    /** Issuer to TSP: the cryptogram is (not) the device's. */
    CONFIRMATION_RESPONSE,
    /** Told to RPD, MOTAPS and issuer: the device is personalized. */
    PERSONALIZED,
    /** Told to RPD, MOTAPS and issuer: the device is not personalized. */
    PERSONALIZATION_FAILED,
    /** ISO 8583 0100. */
    AUTHORIZATION_REQUEST,
    /** ISO 8583 0110. */
    AUTHORIZATION_RESPONSE,
    /** ISO 8583 0220. */
    COMPLETION_ADVICE,
    /** ISO 8583 0230. */
    COMPLETION_RESPONSE,
    /** ISO 8583 0420. */
    REVERSAL_ADVICE,
    /** ISO 8583 0430. */
    REVERSAL_RESPONSE,
    /** ISO 8583 0800. */
    NETWORK_REQUEST,
    /** ISO 8583 0810. */
    NETWORK_RESPONSE
}

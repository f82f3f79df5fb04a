package dev.tapbench.ports.trace;

/** A decision worth evidence: who decided is in the event. */
public enum Decision {
    /** Issuer: this consumer may have this device. */
    PERSONALIZATION_APPROVED,
    /** TSP: the card cryptogram is the diversified key's (GlobalPlatform Card 2.3.1, E.4). */
    CARD_CRYPTOGRAM_VALID,
    /** Issuer: the closing AAC was made with the new key over the TSP's unpredictable number. */
    CONFIRMATION_VALID,
    /** Issuer: the account is issued. */
    ACCOUNT_ISSUED,
    /** RPD: dispensed (yes) or put into the reject bin (no). */
    DEVICE_DISPENSED,
    /** Terminal: a load was asked for; the detail has the amount. */
    LOAD_REQUESTED,
    /** Terminal: certificate chain and CDA signature hold. */
    OFFLINE_DATA_AUTHENTICATED,
    /** Terminal: the host's MAC over its response holds. */
    RESPONSE_MAC_VALID,
    /** Terminal: the card of this tap is the card of tap 1. */
    SAME_CARD,
    /** Issuer: the cryptogram of a request holds. */
    CRYPTOGRAM_VALID,
    /** Issuer: the load is approved, and a hold is placed. */
    LOAD_APPROVED,
    /** Issuer: a completion with a matching accepted receipt turned the hold into a ledger position. */
    LOAD_BOOKED,
    /** Issuer: a hold became in doubt. */
    HOLD_IN_DOUBT,
    /** Issuer: a hold was released on a proof of the card. */
    HOLD_RELEASED,
    /** Terminal: an application of the card can be used, or why it is passed over (EMV Book 1, 12.4). */
    APPLICATION_USED,
    /** Terminal: the CVM list was worked through; the detail has the method (EMV Book 3, 10.5). */
    CARDHOLDER_VERIFIED,
    /** Terminal: which cryptogram it asks for, and the TVR that says so (EMV Book 3, 10.7). */
    TERMINAL_ACTION,
    /** Terminal: the issuer's scripts were carried out to their end, or not (EMV Book 3, 10.10). */
    SCRIPTS_PERFORMED,
    /** Issuer: a purchase is approved, and how it is paid. */
    PURCHASE_APPROVED,
    /** Issuer: a purchase became a merchant's claim on the card's certificate. */
    PURCHASE_BOOKED,
    /** Issuer: money went back to the cardholder's account for goods that went back to the merchant. */
    REFUND_BOOKED,
    /** Terminal: what came of it; the detail has the outcome (EMV Contactless Book A). */
    TRANSACTION_OUTCOME,
    /** Phone: the applet found the CVM valid (yes) or wrong (no). */
    CVM_VALID,
    /** Phone: the applet took the owner's settings (yes) or refused them (no). */
    SETTINGS_TAKEN
}

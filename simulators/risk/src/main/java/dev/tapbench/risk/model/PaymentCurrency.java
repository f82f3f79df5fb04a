package dev.tapbench.risk.model;

/** The currency of a payment, as a device sees it. */
public enum PaymentCurrency {
    /** The profile's. */
    OWN,
    /** The one for which the profile has a rate; one without where it has none. */
    WITH_RATE,
    /** One for which there is no rate. */
    OTHER
}

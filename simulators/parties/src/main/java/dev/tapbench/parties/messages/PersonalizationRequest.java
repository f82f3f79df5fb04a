package dev.tapbench.parties.messages;

/**
 * A consumer wants a device (P-07): personalization device to service provider to TSP. It names no person.
 *
 * @param product name of the issuer's product
 * @param funds what shall be on the device from the start, in minor units of {@code currency}; 0 for none
 * @param currency ISO 4217 numeric code
 */
public record PersonalizationRequest(String session, int number, String product, long funds, int currency)
        implements SessionMessage {
    public PersonalizationRequest {
        if (funds < 0) {
            throw new IllegalArgumentException("funds must not be negative: " + funds);
        }
    }
}

package dev.tapbench.parties.messages;

/**
 * TSP to issuer (P-08): a consumer wants this product; may it be personalized?
 *
 * @param product name of the issuer's product
 * @param funds what shall be on the device from the start, in minor units of {@code currency}; 0 for none
 * @param currency ISO 4217 numeric code
 */
public record DataRequest(String session, int number, String product, long funds, int currency)
        implements SessionMessage {}

package dev.tapbench.parties.messages;

/**
 * Issuer to TSP: yes. The issuer has ordered the data from MOTAPS under the same session.
 *
 * @param product name of the product
 * @param account the issuer's name for the account, which is no card number
 * @param riskProfile name of the risk profile that the device gets
 */
public record DataApproval(String session, int number, String product, String account, String riskProfile)
        implements DataAnswer {}

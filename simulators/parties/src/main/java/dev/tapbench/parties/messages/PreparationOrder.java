package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;
import java.time.LocalDate;

/**
 * Issuer to MOTAPS: prepare the data of this account (P-01, P-04).
 *
 * @param product name of the product, whose card profile MOTAPS knows
 * @param riskProfile name of the risk profile
 * @param account the issuer's name for the account
 * @param pan the application PAN, 12 to 19 digits with a right check digit
 * @param panSequenceNumber application PAN sequence number, 0 to 99
 * @param effective first day of validity
 * @param expiry last day of validity
 * @param funds what is on the device from the start, in minor units of {@code currency}; 0 for none
 * @param currency ISO 4217 numeric code
 * @param pinBlock the reference PIN as ISO 9564 format 2 block, enciphered in ECB under the transport key from issuer to
 *     MOTAPS, 8 bytes
 * @param patternBlock a phone's reference pattern likewise; empty where it has none
 */
public record PreparationOrder(
        String session,
        int number,
        String product,
        String riskProfile,
        String account,
        String pan,
        int panSequenceNumber,
        LocalDate effective,
        LocalDate expiry,
        long funds,
        int currency,
        Bytes pinBlock,
        Bytes patternBlock)
        implements SessionMessage {
    public PreparationOrder {
        if (!pan.matches("[0-9]{12,19}")) {
            throw new IllegalArgumentException("a PAN has 12 to 19 digits, not " + pan.length() + " characters");
        }
        if (panSequenceNumber < 0 || panSequenceNumber > 99) {
            throw new IllegalArgumentException("a PAN sequence number is 0 to 99, not " + panSequenceNumber);
        }
        if (pinBlock.length() != 8) {
            throw new IllegalArgumentException("an enciphered PIN block has 8 bytes, not " + pinBlock.length());
        }
        if (!patternBlock.isEmpty() && patternBlock.length() != 8) {
            throw new IllegalArgumentException("an enciphered pattern has 8 bytes, not " + patternBlock.length());
        }
    }

    /** The card number is masked. */
    @Override
    public String toString() {
        return "PreparationOrder[session=" + session + ", number=" + number + ", product=" + product + ", riskProfile="
                + riskProfile + ", account=" + account + ", pan=" + pan.substring(0, 6) + ".."
                + pan.substring(pan.length() - 4) + ", expiry=" + expiry + ", funds=" + funds + ", currency="
                + currency + "]";
    }
}

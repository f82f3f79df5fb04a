package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * Issuer authentication data 91 of a Common Core issuer, ARPC method 2 (EMV Book 2, 8.2.2): ARPC(4) CSU(4) and proprietary
 * data.
 *
 * @param arpc 4 bytes
 * @param csu what the issuer tells the card
 * @param proprietary 0 to 8 bytes; covered by the ARPC only if the CSU says so
 */
public record IssuerAuthenticationData(Bytes arpc, Csu csu, Bytes proprietary) {
    /** Checks the lengths. @throws EmvDataException when they are impossible */
    public IssuerAuthenticationData {
        Lengths.require(arpc, 4, "ARPC of method 2");
        if (proprietary.length() > 8) {
            throw new EmvDataException("proprietary authentication data has " + proprietary.length()
                    + " bytes, expected 0 to 8 (EMV Book 2, 8.2.2)");
        }
    }

    /**
     * Reads the value of 91.
     *
     * @throws EmvDataException when it has not 8 to 16 bytes
     */
    public static IssuerAuthenticationData parse(Bytes value) {
        if (value.length() < 8) {
            throw new EmvDataException("issuer authentication data has " + value.length()
                    + " bytes, expected ARPC(4) CSU(4) and 0 to 8 more (EMV Book 2, 8.2.2): '" + value + "'");
        }
        return new IssuerAuthenticationData(value.slice(0, 4), new Csu(value.slice(4, 8)), value.from(8));
    }

    /** The value of 91. */
    public Bytes encode() {
        return Bytes.concat(arpc, csu.value(), proprietary);
    }
}

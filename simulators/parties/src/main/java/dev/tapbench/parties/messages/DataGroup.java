package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;

/**
 * A data group (DGI) of EMV CPS 1.1, clause 2.3.
 *
 * @param dgi data grouping identifier, two bytes
 * @param data the content; where it is enciphered, under the transport key from MOTAPS to TSP in ECB, padded with 80 00 ..
 *     only where its length is no multiple of 8
 * @param enciphered whether it is secret
 */
public record DataGroup(int dgi, Bytes data, boolean enciphered) {
    public DataGroup {
        if (dgi < 0 || dgi > 0xFFFF) {
            throw new IllegalArgumentException("a DGI has two bytes: " + dgi);
        }
        if (enciphered && data.length() % 8 != 0) {
            throw new IllegalArgumentException(
                    String.format("DGI %04X is enciphered but its %d bytes are no whole blocks", dgi, data.length()));
        }
    }

    /** Whether it is a record: short file identifier 1 to 30, and a record number (EMV CPS 1.1, 2.3). */
    public boolean holdsRecord() {
        return dgi >> 8 >= 1 && dgi >> 8 <= 30 && (dgi & 0xFF) != 0;
    }
}

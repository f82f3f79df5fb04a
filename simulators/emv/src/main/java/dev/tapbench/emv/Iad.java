package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * Issuer application data 9F10 of a Common Core card, format code A (EMV Book 3, C9.2): {@code 0F CCI DKI CVR(5) counters(8)
 * 0F discretionary(15)}. The counters are ours: load number(2), ATC of the last accepted load(2), funds(4, n8).
 *
 * @param cci Common Core identifier: A5 triple DES
 * @param dki derivation key index, 00 to FF
 * @param cvr card verification results
 * @param loadNumber how many loads the card accepted, 0 to 65535
 * @param lastLoadAtc ATC of the last accepted load, 0 when there is none
 * @param funds in minor units, 0 to 99999999
 * @param discretionary 15 bytes of the issuer
 */
public record Iad(int cci, int dki, Cvr cvr, int loadNumber, int lastLoadAtc, long funds, Bytes discretionary) {
    /** Length in bytes. */
    public static final int LENGTH = 32;
    /** Common Core identifier of triple DES (EMV Book 3, C9.1). */
    public static final int CCI_TDES = 0xA5;

    private static final int MARK = 0x0F;

    public Iad {
        Lengths.require(discretionary, 15, "issuer-discretionary part of the IAD");
    }

    /** An IAD under triple DES without discretionary data. */
    public static Iad of(int dki, Cvr cvr, int loadNumber, int lastLoadAtc, long funds) {
        return new Iad(CCI_TDES, dki, cvr, loadNumber, lastLoadAtc, funds, Bytes.zeros(15));
    }

    /**
     * Reads an IAD.
     *
     * @throws EmvDataException when it is not 32 bytes of format code A
     */
    public static Iad parse(Bytes value) {
        Lengths.require(value, LENGTH, "IAD of a Common Core card");
        if (value.at(0) != MARK || value.at(16) != MARK) {
            throw new EmvDataException("IAD " + value + ": expected 0F in bytes 1 and 17 (EMV Book 3, C9.2)");
        }
        if (value.at(1) >>> 4 != 0xA) {
            throw new EmvDataException("IAD " + value + " has the Common Core identifier " + value.slice(1, 2)
                    + ": expected format code A (EMV Book 3, C9.1)");
        }
        return new Iad(
                value.at(1),
                value.at(2),
                new Cvr(value.slice(3, 8)),
                (int) value.slice(8, 10).toNumber(),
                (int) value.slice(10, 12).toNumber(),
                Bcd.decode(value.slice(12, 16), "funds in the IAD"),
                value.from(17));
    }

    /** The 32 bytes. */
    public Bytes encode() {
        return Bytes.concat(
                Bytes.of(MARK, cci, dki),
                cvr.value(),
                Bytes.number(loadNumber, 2),
                Bytes.number(lastLoadAtc, 2),
                Bcd.encode(funds, 4),
                Bytes.of(MARK),
                discretionary);
    }
}

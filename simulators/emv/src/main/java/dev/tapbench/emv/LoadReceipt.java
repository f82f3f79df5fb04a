package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * The receipt of the last load: DF22 = {@code FF524350 version status ATC(2) ARQC(8) amount(6) currency(2) load number(2)
 * funds after(6)} and a MAC of 8 bytes under the AC session key of the load's ATC.
 *
 * @param version 1
 * @param status accepted or abandoned
 * @param atc of the load's first tap
 * @param arqc of the load's first tap, 8 bytes
 * @param amount in minor units, n12
 * @param currencyCode 2 bytes, n3
 * @param loadNumber one more than at tap 1 if accepted, otherwise the same
 * @param fundsAfter in minor units, n12
 * @param mac 8 bytes; checked by {@code crypto.ReceiptMac}
 */
public record LoadReceipt(
        int version,
        Status status,
        int atc,
        Bytes arqc,
        long amount,
        Bytes currencyCode,
        int loadNumber,
        long fundsAfter,
        Bytes mac) {
    /** Length in bytes, with the MAC. */
    public static final int LENGTH = 40;

    private static final Bytes MARK = Bytes.hex("FF524350");
    private static final int COVERED = 32;

    /** What became of the load. */
    public enum Status {
        ACCEPTED(1),
        ABANDONED(2);

        private final int code;

        Status(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /**
     * Reads the value of DF22; the MAC is not checked here.
     *
     * @throws EmvDataException when it has not 40 bytes, another mark, an unknown status or amounts that are not decimal
     */
    public static LoadReceipt parse(Bytes value) {
        Lengths.require(value, LENGTH, "DF22 (load receipt)");
        if (!value.slice(0, 4).equals(MARK)) {
            throw new EmvDataException("DF22 starts with " + value.slice(0, 4) + ": expected " + MARK);
        }
        int status = value.at(5);
        if (status != 1 && status != 2) {
            throw new EmvDataException(
                    "DF22 has the status " + value.slice(5, 6) + ": expected 01 accepted or 02 abandoned");
        }
        return new LoadReceipt(
                value.at(4),
                status == 1 ? Status.ACCEPTED : Status.ABANDONED,
                (int) value.slice(6, 8).toNumber(),
                value.slice(8, 16),
                Bcd.decode(value.slice(16, 22), "amount in DF22"),
                value.slice(22, 24),
                (int) value.slice(24, 26).toNumber(),
                Bcd.decode(value.slice(26, COVERED), "funds in DF22"),
                value.from(COVERED));
    }

    /** The 32 bytes that the MAC covers. */
    public Bytes covered() {
        return Bytes.concat(
                MARK,
                Bytes.of(version, status.code()),
                Bytes.number(atc, 2),
                arqc,
                Bcd.encode(amount, 6),
                currencyCode,
                Bytes.number(loadNumber, 2),
                Bcd.encode(fundsAfter, 6));
    }

    /** All 40 bytes. */
    public Bytes encode() {
        return covered().then(mac);
    }

    public boolean accepted() {
        return status == Status.ACCEPTED;
    }

    /**
     * The amount as money.
     *
     * @throws EmvDataException when the currency is unknown
     */
    public Money money() {
        return new Money(amount, Currency.ofCode(currencyCode));
    }
}

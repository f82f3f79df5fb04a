package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * Cardholder verification method results, 9F34 (EMV Book 4, A4): the method that was performed last, and what came of it.
 *
 * @param rule method and condition, coded as in the CVM list
 * @param result 00 unknown, 01 failed, 02 successful
 */
public record CvmResults(CvmList.Rule rule, int result) {
    /** No method was performed, and none had to be (EMV Book 4, 6.3.4.5). */
    public static final CvmResults NOT_PERFORMED = new CvmResults(new CvmList.Rule(0x3F, 0x00), 0x00);
    /** Result: only somebody else will know, such as who compares a signature. */
    public static final int UNKNOWN = 0x00;

    public static final int FAILED = 0x01;
    public static final int SUCCESSFUL = 0x02;

    /**
     * Reads 9F34.
     *
     * @throws EmvDataException when it has not 3 bytes
     */
    public static CvmResults parse(Bytes value) {
        Lengths.require(value, 3, "CVM results");
        return new CvmResults(new CvmList.Rule(value.at(0), value.at(1)), value.at(2));
    }

    /** The 3 bytes. */
    public Bytes encode() {
        return Bytes.of(rule.code(), rule.condition(), result);
    }

    /** Whether a method was performed at all: terminals send 3F0000 or 000000 where none was (EMV Book 4, 6.3.4.5). */
    public boolean performed() {
        return rule.code() != 0x3F && (rule.code() != 0 || rule.condition() != 0 || result != 0);
    }

    /** What came of it, in words. */
    public String outcome() {
        return BitTable.named("9F34").code(3, 8, 1, result).orElse("reserved");
    }
}

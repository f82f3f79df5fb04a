package dev.tapbench.card;

import javacard.framework.Util;

/** A reference PIN in the form in which VERIFY compares it: ISO 9564-1 format 2, EMV Book 3, 6.5.12. */
final class PinBlock {
    private static final byte FORMAT_1 = (byte) 0x10;
    private static final byte FORMAT_2 = (byte) 0x20;

    private PinBlock() {}

    /** 6A80 unless it is a block; padded where it was enciphered in blocks of 16. */
    static void requireLength(byte[] data, short offset, short length) {
        Status.unless(
                length == Tdes.BLOCK || (length == Aes.BLOCK && Tdes.unpadded(data, offset, length) == Tdes.BLOCK),
                Status.DATA);
    }

    /** 6A80 unless these eight bytes hold 4 to 12 decimal digits in format 1 or 2. */
    static void requireReference(byte[] block, short offset) {
        byte format = (byte) (block[offset] & 0xF0);
        short digits = Bcd.low(block[offset]);
        Status.unless((format == FORMAT_1 || format == FORMAT_2) && digits >= 4 && digits <= 12, Status.DATA);
        for (short i = 0; i < digits; i++) {
            Status.unless(digit(block, offset, i) <= 9, Status.DATA);
        }
    }

    /** Turns what {@link #requireReference} let pass into format 2, in place, and keeps it in one write. */
    static void keep(byte[] block, short offset, byte[] to) {
        short digits = Bcd.low(block[offset]);
        for (short i = digits; i < (short) 14; i++) {
            short at = (short) ((short) (offset + 1) + (short) (i / 2));
            block[at] = (short) (i & 1) == 0 ? (byte) 0xFF : (byte) (block[at] | 0x0F);
        }
        block[offset] = (byte) (FORMAT_2 | digits);
        Util.arrayCopy(block, offset, to, (short) 0, Tdes.BLOCK);
        Util.arrayFillNonAtomic(block, offset, Tdes.BLOCK, (byte) 0);
    }

    private static short digit(byte[] block, short offset, short index) {
        byte pair = block[(short) ((short) (offset + 1) + (short) (index / 2))];
        return (short) (index & 1) == 0 ? Bcd.high(pair) : Bcd.low(pair);
    }
}

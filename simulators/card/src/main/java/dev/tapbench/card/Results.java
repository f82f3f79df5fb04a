package dev.tapbench.card;

import javacard.framework.Util;

/** The card verification results being made, bit by bit as EMV Book 3 Annex C7.3 (CCD) defines them. */
final class Results {
    static final short BYTE_1 = (short) 0;
    static final short BYTE_2 = (short) 1;
    static final short BYTE_3 = (short) 2;

    /** Byte 1 b8-b7 = 10: the second GENERATE AC was not requested. */
    static final byte SECOND_NOT_REQUESTED = (byte) 0x80;
    /** Byte 1. */
    static final byte CDA_PERFORMED = (byte) 0x08;
    /** Byte 1. */
    static final byte ISSUER_AUTHENTICATION_NOT_PERFORMED = (byte) 0x02;
    /** Byte 1. */
    static final byte ISSUER_AUTHENTICATION_FAILED = (byte) 0x01;
    /** Byte 2. */
    static final byte PIN_PERFORMED = (byte) 0x08;
    /** Byte 2. */
    static final byte TRIES_EXCEEDED = (byte) 0x02;
    /** Byte 3. */
    static final byte LOWER_COUNT = (byte) 0x80;
    /** Byte 3. */
    static final byte UPPER_COUNT = (byte) 0x40;
    /** Byte 3. */
    static final byte LOWER_AMOUNT = (byte) 0x20;
    /** Byte 3. */
    static final byte UPPER_AMOUNT = (byte) 0x10;
    /** Byte 3, issuer's bit: over the lost-or-stolen limit, the second pair. */
    static final byte LOST_OR_STOLEN = (byte) 0x08;
    /** Byte 3, issuer's bit: this transaction was armed by a valid cardholder verification. */
    static final byte ARMED = (byte) 0x04;

    private final Persistent persistent;
    private final byte[] bytes;

    Results(Persistent persistent, Transients transients) {
        this.persistent = persistent;
        bytes = transients.results;
    }

    /** Starts anew with what the card knows before it decides: the tries left. */
    void begin() {
        Util.arrayFillNonAtomic(bytes, (short) 0, Cryptogram.RESULTS, (byte) 0);
        bytes[BYTE_2] = (byte) (persistent.tries << 4);
        if (persistent.tries == 0) {
            set(BYTE_2, TRIES_EXCEEDED);
        }
    }

    /** Sets bits. */
    void set(short at, byte bits) {
        bytes[at] = (byte) (bytes[at] | bits);
    }

    /** Byte 1 of a first GENERATE AC that answers this type. */
    void first(byte type) {
        set(BYTE_1, (byte) (SECOND_NOT_REQUESTED | (byte) ((short) (type >> 2) & 0x30)));
    }

    /** Byte 1 of a second GENERATE AC that answers this type after an ARQC. */
    void second(byte type) {
        set(BYTE_1, (byte) (type | (byte) ((Cryptogram.ARQC >> 2) & 0x30)));
    }
}

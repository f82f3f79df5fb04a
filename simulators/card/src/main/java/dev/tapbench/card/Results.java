package dev.tapbench.card;

import javacard.framework.Util;

/** The card verification results being made, bit by bit as EMV Book 3 Annex C9.3 defines them. */
final class Results {
    static final short BYTE_1 = (short) 0;
    static final short BYTE_2 = (short) 1;
    static final short BYTE_3 = (short) 2;
    static final short BYTE_4 = (short) 3;

    /** Byte 1 b8-b7 = 10: the second GENERATE AC was not requested. */
    static final byte SECOND_NOT_REQUESTED = (byte) 0x80;
    /** Byte 1. */
    static final byte CDA_PERFORMED = (byte) 0x08;
    /** Byte 1. */
    static final byte DDA_PERFORMED = (byte) 0x04;
    /** Byte 1. */
    static final byte ISSUER_AUTHENTICATION_NOT_PERFORMED = (byte) 0x02;
    /** Byte 1. */
    static final byte ISSUER_AUTHENTICATION_FAILED = (byte) 0x01;
    /** Byte 2. */
    static final byte PIN_PERFORMED = (byte) 0x08;
    /** Byte 2. */
    static final byte PIN_FAILED = (byte) 0x04;
    /** Byte 2. */
    static final byte TRIES_EXCEEDED = (byte) 0x02;
    /** Byte 2. */
    static final byte LAST_ONLINE_NOT_COMPLETED = (byte) 0x01;
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
    /** Byte 4 b8-b5: number of script commands. */
    static final byte SCRIPTS = (byte) 0xF0;
    /** Byte 4. */
    static final byte SCRIPT_FAILED = (byte) 0x08;
    /** Byte 4. */
    static final byte DATA_AUTHENTICATION_FAILED = (byte) 0x04;
    /** Byte 4. */
    static final byte GO_ONLINE_WAS_SET = (byte) 0x02;
    /** Byte 4. */
    static final byte UNABLE_TO_GO_ONLINE = (byte) 0x01;

    /** Byte 3: what {@link Counters} finds about the first pair. */
    static final byte FIRST_PAIR = (byte) 0xF0;

    /** Byte 1 b8-b5, byte 2 b8-b5: no single bits. */
    private static final byte NUMBER = (byte) 0xF0;

    private final Persistent persistent;
    private final byte[] bytes;
    private final byte[] flags;

    Results(Persistent persistent, Transients transients) {
        this.persistent = persistent;
        bytes = transients.results;
        flags = transients.flags;
    }

    /** Starts anew with what the card knows before it decides: the tries left, and what was verified. */
    void begin() {
        Util.arrayFillNonAtomic(bytes, (short) 0, Cryptogram.RESULTS, (byte) 0);
        tries();
        if (persistent.tries == 0) {
            set(BYTE_2, TRIES_EXCEEDED);
        }
        if (flags[Transients.DDA_PERFORMED] != 0) {
            set(BYTE_1, DDA_PERFORMED);
        }
        if (flags[Transients.PIN_PERFORMED] != 0) {
            set(BYTE_2, PIN_PERFORMED);
        }
        if (flags[Transients.PIN_FAILED] != 0) {
            set(BYTE_2, PIN_FAILED);
        }
    }

    /** Byte 2 b8-b5: the tries left. */
    void tries() {
        clear(BYTE_2, NUMBER);
        set(BYTE_2, (byte) (persistent.tries << 4));
    }

    /** Whether one of a mask's bits is set. */
    boolean any(byte[] mask, short offset) {
        for (short i = 0; i < Cryptogram.RESULTS; i++) {
            if ((byte) (bytes[i] & mask[(short) (offset + i)]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Clears bits. */
    void clear(short at, byte bits) {
        bytes[at] = (byte) (bytes[at] & (byte) ~bits);
    }

    /** Sets bits. */
    void set(short at, byte bits) {
        bytes[at] = (byte) (bytes[at] | bits);
    }

    /** Byte 1 of a first GENERATE AC that answers this type. */
    void first(byte type, boolean signed) {
        cryptograms(SECOND_NOT_REQUESTED, type, signed);
    }

    /** Byte 1 of a second GENERATE AC that answers this type after an ARQC. */
    void second(byte type, boolean signed) {
        cryptograms(type, Cryptogram.ARQC, signed);
    }

    private void cryptograms(byte second, byte first, boolean signed) {
        clear(BYTE_1, (byte) (NUMBER | CDA_PERFORMED));
        set(BYTE_1, (byte) (second | (byte) ((short) (first >> 2) & 0x30)));
        if (signed) {
            set(BYTE_1, CDA_PERFORMED);
        }
    }
}

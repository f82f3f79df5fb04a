package dev.tapbench.card;

import javacard.framework.ISOException;

/** Status words of this card, ISO/IEC 7816-4 5.6. */
final class Status {
    /** Verification failed; the tries left are added to it. */
    static final short WRONG_PIN = (short) 0x63C0;
    /** The host cryptogram is wrong, GlobalPlatform Card 2.3.1 E.5.2. */
    static final short HOST_NOT_AUTHENTICATED = (short) 0x6300;
    /** Verification failed, and no try was at stake. */
    static final short NOT_VERIFIED = (short) 0x6300;

    /** SELECT of an application that the issuer has blocked, EMV Book 1, 12.4; the answer comes with it. */
    static final short BLOCKED = (short) 0x6283;

    static final short LENGTH = (short) 0x6700;
    static final short SECURITY = (short) 0x6982;
    static final short TRIES_EXHAUSTED = (short) 0x6983;
    /** No challenge was asked for, or the enciphered PIN does not open. */
    static final short NOT_USABLE = (short) 0x6984;

    static final short CONDITIONS = (short) 0x6985;
    static final short SECURE_MESSAGING_MISSING = (short) 0x6987;
    static final short SECURE_MESSAGING_WRONG = (short) 0x6988;
    static final short DATA = (short) 0x6A80;
    /** SELECT on a card that the issuer has blocked, EMV Book 1, 12.3.2. */
    static final short NOT_SUPPORTED = (short) 0x6A81;

    static final short NOT_FOUND = (short) 0x6A82;
    static final short RECORD_NOT_FOUND = (short) 0x6A83;
    static final short P1_P2 = (short) 0x6A86;
    static final short DATA_NOT_FOUND = (short) 0x6A88;
    static final short INSTRUCTION = (short) 0x6D00;
    static final short CLASS = (short) 0x6E00;

    private Status() {}

    /** Ends the command with a status word unless a pre-condition holds. */
    static void unless(boolean condition, short statusWord) {
        if (!condition) {
            ISOException.throwIt(statusWord);
        }
    }
}

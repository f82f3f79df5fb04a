package dev.tapbench.card;

import javacard.framework.Util;

/** What every application of this card keeps: its life cycle, what SELECT answers, and its records. */
final class ApplicationFile {
    /** Only secure channel and STORE DATA work. */
    static final byte SELECTABLE = (byte) 0x07;
    /** The application does what it is for; secure channel and STORE DATA do not work any more. */
    static final byte PERSONALIZED = (byte) 0x0F;

    /** The issuer has blocked the application: it declines, and waits to be unblocked (EMV Book 3, 6.5.1). */
    static final byte APPLICATION_BLOCKED = (byte) 0x1F;
    /** The issuer has blocked the card, for ever (EMV Book 3, 6.5.3). */
    static final byte CARD_BLOCKED = (byte) 0x7F;

    private static final short PROPRIETARY_MAX = (short) 230;

    /** The FCI proprietary template, tag A5 and all; DGI 9102. */
    final byte[] proprietary;

    final Records records;
    short proprietaryLength;
    /** One byte, so that each step from one state to another is atomic by itself. */
    byte lifeCycle;

    ApplicationFile() {
        proprietary = new byte[PROPRIETARY_MAX];
        records = new Records();
        lifeCycle = SELECTABLE;
    }

    /** Forgets what an earlier, cut personalization left. */
    void begin() {
        proprietaryLength = 0;
        records.clear();
    }

    /** Takes DGI 9102. */
    void takeProprietary(byte[] data, short offset, short length) {
        Status.unless(length >= 2 && length <= PROPRIETARY_MAX && data[offset] == (byte) 0xA5, Status.DATA);
        Util.arrayCopyNonAtomic(data, offset, proprietary, (short) 0, length);
        proprietaryLength = length;
    }

    /** 6985 unless the application is in this life cycle state. */
    void require(byte state) {
        Status.unless(lifeCycle == state, Status.CONDITIONS);
    }

    /** Whether the issuer has blocked the application and can still unblock it. */
    boolean isBlocked() {
        return lifeCycle == APPLICATION_BLOCKED;
    }

    /** 6985 unless the application is personalized; blocked or not. */
    void requireIssued() {
        Status.unless(lifeCycle == PERSONALIZED || lifeCycle == APPLICATION_BLOCKED, Status.CONDITIONS);
    }
}

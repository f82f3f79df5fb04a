package dev.tapbench.card;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/** The card status update of an issuer that was authenticated, bit by bit as EMV Book 3, C10 defines it. */
final class StatusUpdate {
    /** Byte 1 b8: proprietary authentication data are in the MAC. */
    static final byte PROPRIETARY_DATA_INCLUDED = (byte) 0x80;
    /** Byte 1 b4-b1: the new PIN try counter. */
    private static final byte TRIES = (byte) 0x0F;

    /** Byte 2 b8: the only thing that approves. */
    private static final byte APPROVES = (byte) 0x80;
    /** Byte 2. */
    private static final byte CARD_BLOCK = (byte) 0x40;
    /** Byte 2. */
    private static final byte APPLICATION_BLOCK = (byte) 0x20;
    /** Byte 2. */
    private static final byte UPDATE_TRIES = (byte) 0x10;
    /** Byte 2. */
    private static final byte GO_ONLINE_NEXT = (byte) 0x08;
    /** Byte 2: somebody stood in for the issuer. */
    private static final byte BY_PROXY = (byte) 0x04;
    /** Byte 2 b2-b1: what to do with the counters of the first pair. */
    private static final byte UPDATE_COUNTERS = (byte) 0x03;

    private static final byte TO_UPPER_LIMITS = (byte) 0x01;
    private static final byte TO_ZERO = (byte) 0x02;
    private static final byte ADD_TRANSACTION = (byte) 0x03;

    private static final short BYTE_1 = (short) 0;
    private static final short BYTE_2 = (short) 1;

    private final Persistent persistent;
    private final Counters counters;
    private final Directories directories;
    private final byte[] bytes;

    StatusUpdate(Persistent persistent, Counters counters, Directories directories) {
        this.persistent = persistent;
        this.counters = counters;
        this.directories = directories;
        bytes = JCSystem.makeTransientByteArray(IssuerAuthentication.STATUS_UPDATE, JCSystem.CLEAR_ON_DESELECT);
    }

    /** Takes the four bytes; their MAC must have been right. */
    void read(byte[] from, short offset) {
        Util.arrayCopyNonAtomic(from, offset, bytes, (short) 0, IssuerAuthentication.STATUS_UPDATE);
    }

    /**
     * Whether the transaction is approved: the issuer says so, blocks nothing with the same word, and the counters can take
     * what it orders.
     */
    boolean approves() {
        return has(APPROVES)
                && !has(CARD_BLOCK)
                && !has(APPLICATION_BLOCK)
                && (counterUpdate() != ADD_TRANSACTION || counters.canAdd());
    }

    boolean goesOnlineNext() {
        return has(GO_ONLINE_NEXT);
    }

    /**
     * Does the rest of what the bits say. Inside a transaction of the caller.
     *
     * @param approved whether the transaction is approved; another one is added to no counter
     */
    void apply(boolean approved) {
        if (has(UPDATE_TRIES)) {
            // Never more than the limit, whatever the issuer writes.
            byte tries = (byte) (bytes[BYTE_1] & TRIES);
            persistent.tries = tries > persistent.tryLimit ? persistent.tryLimit : tries;
        }
        switch (counterUpdate()) {
            case TO_UPPER_LIMITS:
                counters.setFirstToUpperLimits();
                break;
            case TO_ZERO:
                counters.resetFirst();
                break;
            case ADD_TRANSACTION:
                if (approved) {
                    counters.countFirst();
                }
                break;
            default:
                break;
        }
        if (has(CARD_BLOCK)) {
            persistent.file.lifeCycle = ApplicationFile.CARD_BLOCKED;
            directories.block();
        } else if (has(APPLICATION_BLOCK)) {
            persistent.file.lifeCycle = ApplicationFile.APPLICATION_BLOCKED;
        }
    }

    /** Who only stands in does not know the account: the issuer has said at personalization what holds then. */
    private byte counterUpdate() {
        return has(BY_PROXY) ? persistent.proxyUpdate : (byte) (bytes[BYTE_2] & UPDATE_COUNTERS);
    }

    private boolean has(byte bit) {
        return (byte) (bytes[BYTE_2] & bit) != 0;
    }
}

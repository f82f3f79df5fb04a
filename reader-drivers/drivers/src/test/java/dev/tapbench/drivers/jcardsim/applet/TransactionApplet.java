package dev.tapbench.drivers.jcardsim.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.OwnerPIN;
import javacard.framework.TransactionException;
import javacard.framework.Util;
import javacard.security.DESKey;
import javacard.security.KeyBuilder;

/**
 * Non-volatile state of each kind, and commands that change it. INS says what is written, P1 how the transaction ends, P2 is the
 * new value. Of test use only.
 */
public final class TransactionApplet extends Applet {
    private static final byte PLAIN = 0;
    private static final byte COMMIT = 1;
    private static final byte ABORT = 2;
    private static final byte THROW = 3;

    private static final byte TRIES = 3;
    private static final short KEY_BYTES = 16;

    private static byte inStatic;

    private final byte[] inArray = new byte[1];
    private final short[] inShorts = new short[1];
    private final boolean[] inBooleans = new boolean[1];
    private final Object[] inReferences = new Object[1];
    private final byte[] atomic = new byte[4];
    private final byte[] nonAtomic = new byte[4];
    private final byte[] large = new byte[4096];
    private final byte[] scratch = JCSystem.makeTransientByteArray(KEY_BYTES, JCSystem.CLEAR_ON_DESELECT);
    private final DESKey key = (DESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_DES, KeyBuilder.LENGTH_DES3_2KEY, false);
    private final OwnerPIN pin = new OwnerPIN(TRIES, (byte) 4);
    private byte inField;
    private short inShortField;

    private TransactionApplet(byte[] buffer, short offset) {
        pin.update(nonAtomic, (short) 0, (byte) 4);
        register(buffer, (short) (offset + 1), buffer[offset]);
    }

    /** Registers itself. */
    public static void install(byte[] buffer, short offset, byte length) {
        new TransactionApplet(buffer, offset);
    }

    @Override
    public void process(APDU apdu) {
        if (selectingApplet()) {
            return;
        }
        byte[] buffer = apdu.getBuffer();
        switch (buffer[ISO7816.OFFSET_INS]) {
            case 0x01 -> state(apdu);
            case 0x10 -> inTransaction(buffer[ISO7816.OFFSET_P1], buffer[ISO7816.OFFSET_P2]);
            case 0x11 -> nested();
            case 0x12 -> endWithout(buffer[ISO7816.OFFSET_P1]);
            case 0x13 -> capacity(apdu);
            case 0x14 -> tooMuch();
            case 0x15 -> checkInTransaction(buffer[ISO7816.OFFSET_P2]);
            case 0x16 -> nonAtomicInTransaction(buffer[ISO7816.OFFSET_P2]);
            case 0x17 -> swallowed(buffer[ISO7816.OFFSET_P2]);
            case 0x18 -> pin.resetAndUnblock();
            case 0x1A -> outputInTransaction();
            case 0x19 -> Util.arrayCopy(large, (short) 0, large, (short) 2048, (short) 2048);
            default -> ISOException.throwIt(ISO7816.SW_INS_NOT_SUPPORTED);
        }
    }

    /** One byte for each kind of state, and the tries left. */
    private void state(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        short at = 0;
        buffer[at++] = inArray[0];
        buffer[at++] = (byte) inShorts[0];
        buffer[at++] = (byte) (inBooleans[0] ? 1 : 0);
        buffer[at++] = (byte) (inReferences[0] == inArray ? 1 : 0);
        buffer[at++] = atomic[3];
        buffer[at++] = inField;
        buffer[at++] = (byte) inShortField;
        buffer[at++] = inStatic;
        buffer[at++] = large[0];
        buffer[at++] = key.isInitialized() ? key.getKey(scratch, (short) 0) : 0;
        buffer[at++] = scratch[0];
        buffer[at++] = nonAtomic[0];
        buffer[at++] = nonAtomic[3];
        buffer[at++] = pin.getTriesRemaining();
        apdu.setOutgoingAndSend((short) 0, at);
    }

    private void inTransaction(byte end, byte value) {
        if (end != PLAIN) {
            JCSystem.beginTransaction();
        }
        writeAll(value);
        switch (end) {
            case COMMIT -> JCSystem.commitTransaction();
            case ABORT -> JCSystem.abortTransaction();
            case THROW -> ISOException.throwIt(ISO7816.SW_DATA_INVALID);
            default -> {
                // Written without one, or left open.
            }
        }
    }

    private void writeAll(byte value) {
        inArray[0] = value;
        inShorts[0] = value;
        inBooleans[0] = value != 0;
        inReferences[0] = value != 0 ? inArray : null;
        Util.arrayFillNonAtomic(scratch, (short) 0, KEY_BYTES, value);
        Util.arrayCopy(scratch, (short) 0, atomic, (short) 0, (short) 4);
        inField = value;
        inShortField = value;
        inStatic = value;
        Util.setShort(large, (short) 0, (short) (value << 8));
        key.setKey(scratch, (short) 0);
    }

    private static void nested() {
        JCSystem.beginTransaction();
        try {
            JCSystem.beginTransaction();
        } catch (TransactionException e) {
            ISOException.throwIt((short) (0x6A00 + e.getReason()));
        }
    }

    private static void endWithout(byte end) {
        try {
            if (end == COMMIT) {
                JCSystem.commitTransaction();
            } else {
                JCSystem.abortTransaction();
            }
        } catch (TransactionException e) {
            ISOException.throwIt((short) (0x6A00 + e.getReason()));
        }
    }

    /** Unused commit capacity before and after one byte was written. */
    private void capacity(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        JCSystem.beginTransaction();
        Util.setShort(buffer, (short) 0, JCSystem.getUnusedCommitCapacity());
        inArray[0] = 1;
        Util.setShort(buffer, (short) 2, JCSystem.getUnusedCommitCapacity());
        JCSystem.abortTransaction();
        apdu.setOutgoingAndSend((short) 0, (short) 4);
    }

    /** Writes byte by byte until the runtime refuses. */
    private void tooMuch() {
        JCSystem.beginTransaction();
        try {
            for (short i = 0; i < (short) large.length; i++) {
                large[i] = 1;
            }
        } catch (TransactionException e) {
            ISOException.throwIt((short) (0x6A00 + e.getReason()));
        }
        JCSystem.commitTransaction();
    }

    /** The PIN is four zero bytes; anything else is wrong. */
    private void checkInTransaction(byte value) {
        scratch[3] = value;
        JCSystem.beginTransaction();
        boolean right = pin.check(scratch, (short) 0, (byte) 4);
        JCSystem.abortTransaction();
        scratch[3] = 0;
        if (!right) {
            ISOException.throwIt((short) (0x63C0 + pin.getTriesRemaining()));
        }
    }

    private void nonAtomicInTransaction(byte value) {
        Util.arrayFillNonAtomic(scratch, (short) 0, (short) 4, value);
        JCSystem.beginTransaction();
        Util.arrayCopyNonAtomic(scratch, (short) 0, nonAtomic, (short) 0, (short) 4);
        JCSystem.abortTransaction();
    }

    /** The API writes into an array that is kept. */
    private void outputInTransaction() {
        large[0] = 1;
        JCSystem.beginTransaction();
        key.getKey(large, (short) 0);
        JCSystem.abortTransaction();
    }

    /** An applet that catches everything must not go on without power. */
    private void swallowed(byte value) {
        try {
            inArray[0] = value;
        } catch (Throwable e) {
            inField = value;
        }
    }
}

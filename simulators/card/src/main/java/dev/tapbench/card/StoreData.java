package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * STORE DATA, EMV CPS 1.1, 3.3: numbered commands that carry data groupings, several to a command, or one that continues in
 * the next command without a new header.
 */
final class StoreData {
    /** P1 b8: the last command. */
    private static final byte LAST = (byte) 0x80;
    /** P1 b7-b6: 11, all data groupings are enciphered; 00, none is. */
    private static final byte ENCIPHERED = (byte) 0x60;
    /** P1 b5: with b4 a structure other than data groupings. */
    private static final byte OTHER_STRUCTURE = (byte) 0x10;

    /** Longest data grouping with its header that is put together in memory. */
    private static final short CAPACITY = (short) 600;
    /** A length byte that says that two more follow. */
    private static final short LONG_LENGTH = (short) 0xFF;

    private static final short NEXT_BLOCK = (short) 0;
    private static final short PENDING = (short) 1;
    private static final short PENDING_ENCIPHERED = (short) 2;
    private static final short PROGRESS_LENGTH = (short) 3;

    private final SecureChannel channel;
    private final DataGroups groups;
    /** Bytes of a data grouping that is not whole yet. */
    private final byte[] pending;

    private final short[] progress;

    StoreData(SecureChannel channel, DataGroups groups) {
        this.channel = channel;
        this.groups = groups;
        pending = JCSystem.makeTransientByteArray(CAPACITY, JCSystem.CLEAR_ON_DESELECT);
        progress = JCSystem.makeTransientShortArray(PROGRESS_LENGTH, JCSystem.CLEAR_ON_DESELECT);
    }

    /** A new session counts its commands from 00 again. */
    void restart() {
        progress[NEXT_BLOCK] = 0;
        forgetPending();
    }

    /** One STORE DATA. */
    void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        short length = channel.unwrap(buffer, Command.receive(apdu));
        byte p1 = buffer[ISO7816.OFFSET_P1];
        byte enciphered = (byte) (p1 & ENCIPHERED);
        Status.unless(
                (enciphered == 0 || enciphered == ENCIPHERED) && (byte) (p1 & OTHER_STRUCTURE) == 0, Status.P1_P2);
        Status.unless((short) (buffer[ISO7816.OFFSET_P2] & 0xFF) == progress[NEXT_BLOCK], Status.P1_P2);
        // STEPS
        if (progress[NEXT_BLOCK] == 0) {
            groups.begin();
            forgetPending();
        }
        short held = progress[PENDING];
        boolean mixed = held != 0 && progress[PENDING_ENCIPHERED] != enciphered;
        // Taken out first: when a check below ends the command, nothing of a grouping is kept for the next one.
        progress[PENDING] = 0;
        Status.unless(!mixed && length <= (short) (CAPACITY - held), Status.DATA);
        Util.arrayCopyNonAtomic(buffer, ISO7816.OFFSET_CDATA, pending, held, length);
        held = takeWhole((short) (held + length), enciphered != 0);
        boolean last = (byte) (p1 & LAST) != 0;
        if (last) {
            Status.unless(held == 0, Status.DATA);
            groups.complete();
        }
        progress[PENDING] = held;
        progress[PENDING_ENCIPHERED] = enciphered;
        progress[NEXT_BLOCK] = (short) (progress[NEXT_BLOCK] + 1);
        channel.answer(apdu);
        if (last) {
            channel.close();
        }
    }

    /** Hands over every whole data grouping, moves the rest to the front and gives its length. */
    private short takeWhole(short end, boolean enciphered) {
        short at = 0;
        while ((short) (end - at) >= 3) {
            short dgi = Util.getShort(pending, at);
            short length = (short) (pending[(short) (at + 2)] & 0xFF);
            short valueAt = (short) (at + 3);
            if (length == LONG_LENGTH) {
                if ((short) (end - at) < 5) {
                    break;
                }
                length = Util.getShort(pending, valueAt);
                valueAt = (short) (valueAt + 2);
                Status.unless(length >= 0 && length <= (short) (CAPACITY - 5), Status.DATA);
            }
            if ((short) (end - valueAt) < length) {
                break;
            }
            if (enciphered) {
                Status.unless(length != 0 && (short) (length % channel.secretBlock()) == 0, Status.DATA);
                channel.decipherSecret(pending, valueAt, length);
            }
            groups.take(dgi, pending, valueAt, length, enciphered);
            if (enciphered) {
                Util.arrayFillNonAtomic(pending, valueAt, length, (byte) 0);
            }
            at = (short) (valueAt + length);
        }
        short rest = (short) (end - at);
        Util.arrayCopyNonAtomic(pending, at, pending, (short) 0, rest);
        return rest;
    }

    private void forgetPending() {
        progress[PENDING] = 0;
        Util.arrayFillNonAtomic(pending, (short) 0, CAPACITY, (byte) 0);
    }
}

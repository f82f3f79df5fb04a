package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.Util;

/** The records of an application, each a template 70, found by short file identifier and number. EMV Book 3, 6.5.11 and 7.2. */
final class Records {
    private static final short CAPACITY = (short) 2048;
    private static final short MAX_RECORDS = (short) 16;
    private static final short RECORD_MAX = (short) 255;
    private static final byte TEMPLATE = (byte) 0x70;
    /** P2 b3-b1 = 100: P1 is a record number. */
    private static final byte BY_NUMBER = (byte) 0x04;

    private static final short NONE = (short) -1;

    /** SFI and number of each record. */
    private final short[] names;

    private final short[] offsets;
    private final short[] lengths;
    private final byte[] heap;
    private short count;
    private short used;

    Records() {
        names = new short[MAX_RECORDS];
        offsets = new short[MAX_RECORDS];
        lengths = new short[MAX_RECORDS];
        heap = new byte[CAPACITY];
    }

    /** Forgets all records. */
    void clear() {
        count = 0;
        used = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether a data grouping identifier names a record: SFI 1 to 30, record 1 to 255. */
    static boolean isRecord(short dgi) {
        short sfi = (short) ((short) (dgi >> 8) & 0xFF);
        return sfi >= 1 && sfi <= 30 && (short) (dgi & 0xFF) != 0;
    }

    /** Keeps a record. The same name again replaces it; the space of the old one is not used again. */
    void put(short name, byte[] data, short offset, short length) {
        // PRE-CONDITIONS
        Status.unless(length >= 2 && length <= RECORD_MAX && data[offset] == TEMPLATE, Status.DATA);
        Status.unless(
                (short) (BerTlv.valueAt(data, (short) (offset + 1)) + BerTlv.valueLength(data, (short) (offset + 1)))
                        == (short) (offset + length),
                Status.DATA);
        short index = indexOf(name);
        Status.unless(index != NONE || count < MAX_RECORDS, Status.DATA);
        Status.unless(length <= (short) (CAPACITY - used), Status.DATA);
        // STEPS
        // Bytes first, then the name: a cut in between leaves no record that names foreign bytes.
        Util.arrayCopyNonAtomic(data, offset, heap, used, length);
        short at = index == NONE ? count : index;
        offsets[at] = used;
        lengths[at] = length;
        names[at] = name;
        used = (short) (used + length);
        if (index == NONE) {
            count = (short) (count + 1);
        }
    }

    /** READ RECORD, EMV Book 3, 6.5.11. */
    void read(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_ISO);
        byte number = buffer[ISO7816.OFFSET_P1];
        short sfi = (short) ((short) (buffer[ISO7816.OFFSET_P2] >> 3) & 0x1F);
        Status.unless((byte) (buffer[ISO7816.OFFSET_P2] & 0x07) == BY_NUMBER && number != 0 && sfi != 0, Status.P1_P2);
        // STEPS
        Status.unless(hasFile(sfi), Status.NOT_FOUND);
        short index = indexOf((short) ((short) (sfi << 8) | (short) (number & 0xFF)));
        Status.unless(index != NONE, Status.RECORD_NOT_FOUND);
        Command.send(apdu, heap, offsets[index], lengths[index]);
    }

    private boolean hasFile(short sfi) {
        for (short i = 0; i < count; i++) {
            if ((short) ((short) (names[i] >> 8) & 0xFF) == sfi) {
                return true;
            }
        }
        return false;
    }

    private short indexOf(short name) {
        for (short i = 0; i < count; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        return NONE;
    }
}

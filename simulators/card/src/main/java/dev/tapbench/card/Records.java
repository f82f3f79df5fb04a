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
    /** Bytes that the heap keeps for each: an update may be shorter, and longer again. */
    private final short[] spaces;

    private final byte[] heap;
    private short count;
    private short used;

    Records() {
        names = new short[MAX_RECORDS];
        offsets = new short[MAX_RECORDS];
        lengths = new short[MAX_RECORDS];
        spaces = new short[MAX_RECORDS];
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
        requireTemplate(data, offset, length);
        short index = indexOf(name);
        Status.unless(index != NONE || count < MAX_RECORDS, Status.DATA);
        Status.unless(length <= (short) (CAPACITY - used), Status.DATA);
        // STEPS
        // Bytes first, then the name: a cut in between leaves no record that names foreign bytes.
        Util.arrayCopyNonAtomic(data, offset, heap, used, length);
        short at = index == NONE ? count : index;
        offsets[at] = used;
        lengths[at] = length;
        spaces[at] = length;
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
        short name = named(buffer);
        // STEPS
        short index = indexOf(name);
        Status.unless(index != NONE, Status.RECORD_NOT_FOUND);
        Command.send(apdu, heap, offsets[index], lengths[index]);
    }

    /** UPDATE RECORD, EMV CCD and ISO/IEC 7816-4: before anything is written. A record must be there already. */
    void checkUpdate(byte[] buffer, short length) {
        short index = indexOf(named(buffer));
        Status.unless(index != NONE, Status.RECORD_NOT_FOUND);
        requireTemplate(buffer, ISO7816.OFFSET_CDATA, length);
        Status.unless(length <= spaces[index] || length <= (short) (CAPACITY - used), Status.DATA);
    }

    /** Writes what {@link #checkUpdate} let pass. Inside a transaction of the caller. */
    void update(byte[] buffer, short length) {
        short index = indexOf(named(buffer));
        if (length > spaces[index]) {
            offsets[index] = used;
            spaces[index] = length;
            used = (short) (used + length);
        }
        lengths[index] = length;
        Util.arrayCopy(buffer, ISO7816.OFFSET_CDATA, heap, offsets[index], length);
    }

    /** SFI and number in P1 and P2; 6A86 when they name none, 6A82 when there is no such file. */
    private short named(byte[] buffer) {
        byte number = buffer[ISO7816.OFFSET_P1];
        short sfi = (short) ((short) (buffer[ISO7816.OFFSET_P2] >> 3) & 0x1F);
        Status.unless((byte) (buffer[ISO7816.OFFSET_P2] & 0x07) == BY_NUMBER && number != 0 && sfi != 0, Status.P1_P2);
        Status.unless(hasFile(sfi), Status.NOT_FOUND);
        return (short) ((short) (sfi << 8) | (short) (number & 0xFF));
    }

    private static void requireTemplate(byte[] data, short offset, short length) {
        Status.unless(length >= 2 && length <= RECORD_MAX && data[offset] == TEMPLATE, Status.DATA);
        Status.unless(
                (short) (BerTlv.valueAt(data, (short) (offset + 1)) + BerTlv.valueLength(data, (short) (offset + 1)))
                        == (short) (offset + length),
                Status.DATA);
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

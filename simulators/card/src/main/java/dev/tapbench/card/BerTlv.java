package dev.tapbench.card;

import javacard.framework.Util;

/** BER-TLV as far as a card needs it: one level, tags of one or two bytes, lengths up to 255. EMV Book 3 Annex B. */
final class BerTlv {
    /** What {@link #find} gives when there is no such tag or the bytes are no TLV. */
    static final short ABSENT = (short) -1;

    private BerTlv() {}

    /**
     * Finds a data object on the first level.
     *
     * @return the offset of its length field, or {@link #ABSENT}
     */
    static short find(short tag, byte[] bytes, short offset, short length) {
        short end = (short) (offset + length);
        short at = offset;
        while (at < end) {
            short current = (short) (bytes[at++] & 0xFF);
            if ((short) (current & 0x1F) == 0x1F) {
                if (at >= end) {
                    return ABSENT;
                }
                current = (short) ((short) (current << 8) | (short) (bytes[at++] & 0xFF));
            }
            if (at >= end) {
                return ABSENT;
            }
            short lengthAt = at;
            short valueAt = valueAt(bytes, lengthAt);
            at = (short) (valueAt + valueLength(bytes, lengthAt));
            if (at > end) {
                return ABSENT;
            }
            if (current == tag) {
                return lengthAt;
            }
        }
        return ABSENT;
    }

    /** The length that a length field tells, bytes. */
    static short valueLength(byte[] bytes, short lengthAt) {
        if (bytes[lengthAt] == (byte) 0x81) {
            return (short) (bytes[(short) (lengthAt + 1)] & 0xFF);
        }
        return (short) (bytes[lengthAt] & 0xFF);
    }

    /** Where the value behind a length field begins. */
    static short valueAt(byte[] bytes, short lengthAt) {
        return (short) (lengthAt + (bytes[lengthAt] == (byte) 0x81 ? 2 : 1));
    }

    /** Writes tag (two bytes) and length (one byte) and gives the offset of the value. */
    static short header(short tag, short length, byte[] to, short offset) {
        short at = Util.setShort(to, offset, tag);
        to[at++] = (byte) length;
        return at;
    }

    /** Writes a data object with a tag of two bytes and gives the offset behind it. */
    static short append(short tag, byte[] value, short valueOffset, short length, byte[] to, short offset) {
        return Util.arrayCopyNonAtomic(value, valueOffset, to, header(tag, length, to, offset), length);
    }
}

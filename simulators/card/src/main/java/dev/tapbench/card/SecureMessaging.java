package dev.tapbench.card;

import javacard.framework.ISO7816;
import javacard.framework.Util;

/**
 * The card's side of script secure messaging, format 1 (EMV Book 2, 9.2, 9.3 and D2): the MAC of each command begins with the
 * MAC of the one before, that of the first with the transaction's first cryptogram.
 */
final class SecureMessaging {
    private static final byte PLAIN = (byte) 0x81;
    private static final byte ENCIPHERED = (byte) 0x87;
    private static final byte MAC = (byte) 0x8E;
    /** First byte of an enciphered object: the clear was padded, always. */
    private static final byte PADDED = (byte) 0x01;
    /** Bytes of the object that carries the MAC. */
    private static final short MAC_OBJECT = (short) (2 + Tdes.BLOCK);

    private static final short HEADER = (short) 4;

    private final Persistent persistent;
    private final Transients transients;
    private final Tdes tdes;
    private final Cryptogram cryptogram;

    SecureMessaging(Persistent persistent, Transients transients, Tdes tdes, Cryptogram cryptogram) {
        this.persistent = persistent;
        this.transients = transients;
        this.tdes = tdes;
        this.cryptogram = cryptogram;
    }

    /** The transaction's first cryptogram was made: the chain begins there. */
    void begin() {
        Util.arrayCopyNonAtomic(transients.cryptogram, (short) 0, transients.firstCryptogram, (short) 0, Tdes.BLOCK);
        Util.arrayCopyNonAtomic(transients.cryptogram, (short) 0, transients.scriptChain, (short) 0, Tdes.BLOCK);
        transients.flags[Transients.HAS_FIRST_CRYPTOGRAM] = 1;
    }

    /**
     * Takes the protection off a command and leaves the plain data behind its header: 6987 where the MAC is missing, 6988 where
     * objects or MAC are wrong.
     *
     * @param length bytes of data that came
     * @param secret whether data must come enciphered
     * @return bytes of plain data
     */
    short open(byte[] buffer, short length, boolean secret) {
        short at = ISO7816.OFFSET_CDATA;
        short end = (short) (at + length);
        // PRE-CONDITIONS
        Status.unless(length != 0, Status.SECURE_MESSAGING_MISSING);
        byte tag = buffer[at];
        boolean hasData = tag == PLAIN || tag == ENCIPHERED;
        short macAt = hasData ? endOfData(buffer, end) : at;
        Status.unless(macAt != end, Status.SECURE_MESSAGING_MISSING);
        Status.unless(
                (short) (end - macAt) == MAC_OBJECT
                        && buffer[macAt] == MAC
                        && (short) (buffer[(short) (macAt + 1)] & 0xFF) == Tdes.BLOCK,
                Status.SECURE_MESSAGING_WRONG);
        // STEPS
        checkMac(buffer, macAt);
        if (!hasData) {
            return 0;
        }
        Status.unless(!secret || tag == ENCIPHERED, Status.SECURE_MESSAGING_MISSING);
        short valueAt = BerTlv.valueAt(buffer, (short) (at + 1));
        short valueLength = (short) (macAt - valueAt);
        if (tag == ENCIPHERED) {
            valueLength = decipher(buffer, valueAt, valueLength);
            valueAt++;
        }
        Util.arrayCopyNonAtomic(buffer, valueAt, buffer, at, valueLength);
        return valueLength;
    }

    /** The offset behind the object with the data; 6988 when it is none. */
    private static short endOfData(byte[] buffer, short end) {
        short lengthAt = (short) (ISO7816.OFFSET_CDATA + 1);
        // Enough for a length of two bytes; the shortest command is longer anyway.
        Status.unless((short) (end - lengthAt) >= 2, Status.SECURE_MESSAGING_WRONG);
        short behind = (short) (BerTlv.valueAt(buffer, lengthAt) + BerTlv.valueLength(buffer, lengthAt));
        Status.unless(behind <= end, Status.SECURE_MESSAGING_WRONG);
        return behind;
    }

    /** 9.2.3.1: chaining value, padded header and the object with the data, as it came; compared in full. */
    private void checkMac(byte[] buffer, short macAt) {
        byte[] head = transients.work;
        short at = Util.arrayCopyNonAtomic(transients.scriptChain, (short) 0, head, (short) 0, Tdes.BLOCK);
        at = Util.arrayCopyNonAtomic(buffer, ISO7816.OFFSET_CLA, head, at, HEADER);
        short objectLength = (short) (macAt - ISO7816.OFFSET_CDATA);
        if (objectLength != 0) {
            head[at++] = (byte) 0x80;
            Util.arrayFillNonAtomic(head, at, (short) (HEADER - 1), (byte) 0);
            at = (short) (at + (short) (HEADER - 1));
        }
        cryptogram.deriveSessionKey(persistent.macKey, transients.firstCryptogram, (short) 0);
        tdes.retailMacOfTwo(
                tdes.load(transients.sessionKey, (short) 0),
                head,
                at,
                buffer,
                ISO7816.OFFSET_CDATA,
                objectLength,
                transients.scriptChain);
        boolean right =
                Util.arrayCompare(transients.scriptChain, (short) 0, buffer, (short) (macAt + 2), Tdes.BLOCK) == 0;
        Status.unless(right, Status.SECURE_MESSAGING_WRONG);
    }

    /** Deciphers in place, behind the byte that tells the padding, and gives the length of the clear. */
    private short decipher(byte[] buffer, short at, short length) {
        short blocks = (short) (length - 1);
        Status.unless(
                blocks > 0 && (short) (blocks % Tdes.BLOCK) == 0 && buffer[at] == PADDED,
                Status.SECURE_MESSAGING_WRONG);
        short from = (short) (at + 1);
        cryptogram.deriveSessionKey(persistent.encipherKey, transients.firstCryptogram, (short) 0);
        tdes.decipherCbc(tdes.load(transients.sessionKey, (short) 0), buffer, from, blocks, buffer, from);
        short clear = Tdes.unpadded(buffer, from, blocks);
        Status.unless(clear >= 0, Status.SECURE_MESSAGING_WRONG);
        return clear;
    }
}

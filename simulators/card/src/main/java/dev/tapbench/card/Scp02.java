package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.Util;
import javacard.security.DESKey;
import javacard.security.RandomData;

/**
 * The card's side of SCP02, GlobalPlatform Card 2.3.1 Appendix E, as EMV CPS 1.1 uses it: three keys, explicit initiation,
 * C-MAC on the modified command (i=05), with the chaining value enciphered (i=15); levels 00, 01 and 03, none below the
 * application's minimum.
 */
final class Scp02 extends SecureChannel {
    private static final byte SCP02 = (byte) 0x02;
    /** Bit of i that says that the chaining value of the C-MAC is enciphered. */
    private static final byte ICV_ENCIPHERED = (byte) 0x10;

    private static final short DERIVE_ENC = (short) 0x0182;
    private static final short DERIVE_MAC = (short) 0x0101;
    private static final short DERIVE_DEK = (short) 0x0181;

    // Places in the session's volatile memory, behind state and level.
    private static final short ENC = (short) 2;
    private static final short MAC = (short) 18;
    private static final short DEK = (short) 34;
    private static final short CHAIN = (short) 50;
    /** Sequence counter(2) card challenge(6): both cryptograms cover them side by side. */
    private static final short CARD_CHALLENGE = (short) 58;

    private static final short HOST_CHALLENGE = (short) 66;
    private static final short WORK = (short) 74;
    private static final short SESSION_LENGTH = (short) 98;

    private final byte implementation;
    private final DESKey staticEnc;
    private final DESKey staticMac;
    private final DESKey staticDek;
    private final Tdes tdes;
    private final RandomData random;
    private short sequenceCounter;

    /** Takes the chip maker's keys from the application's install parameters. */
    Scp02(byte[] parameters, short offset, Tdes tdes, RandomData random) {
        super(parameters, offset, Tdes.KEY, SESSION_LENGTH);
        this.tdes = tdes;
        this.random = random;
        short at = keysAt(offset);
        staticEnc = Tdes.persistentKey();
        staticEnc.setKey(parameters, at);
        at = (short) (at + Tdes.KEY);
        staticMac = Tdes.persistentKey();
        staticMac.setKey(parameters, at);
        at = (short) (at + Tdes.KEY);
        staticDek = Tdes.persistentKey();
        staticDek.setKey(parameters, at);
        at = (short) (at + Tdes.KEY);
        // Behind the keys and the minimum level.
        implementation = parameters[(short) (at + 1)];
    }

    /** E.5.1. Answers KEYDATA, key version, 02, sequence counter, challenge, cryptogram. */
    @Override
    void initializeUpdate(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        requireInitializeUpdate(apdu);
        // The last value is never used: its successor would repeat the first session's keys.
        Status.unless(sequenceCounter != (short) 0xFFFF, Status.CONDITIONS);
        // STEPS
        close();
        Util.arrayCopyNonAtomic(buffer, ISO7816.OFFSET_CDATA, session, HOST_CHALLENGE, Tdes.BLOCK);
        random.nextBytes(session, CARD_CHALLENGE, Tdes.BLOCK);
        Util.setShort(session, CARD_CHALLENGE, sequenceCounter);
        derive(staticEnc, DERIVE_ENC, ENC);
        derive(staticMac, DERIVE_MAC, MAC);
        derive(staticDek, DERIVE_DEK, DEK);
        short at = Util.arrayCopyNonAtomic(keyData, (short) 0, buffer, (short) 0, KEY_DATA);
        buffer[at++] = keyVersion;
        buffer[at++] = SCP02;
        at = Util.arrayCopyNonAtomic(session, CARD_CHALLENGE, buffer, at, Tdes.BLOCK);
        cryptogram(HOST_CHALLENGE, CARD_CHALLENGE, buffer, at);
        at = (short) (at + Tdes.BLOCK);
        session[STATE] = STATE_INITIATED;
        apdu.setOutgoingAndSend((short) 0, at);
    }

    /** E.5.2. */
    @Override
    void externalAuthenticate(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_SECURED);
        Status.unless(session[STATE] == STATE_INITIATED, Status.CONDITIONS);
        byte level = buffer[ISO7816.OFFSET_P1];
        Status.unless(
                (level == 0 || level == LEVEL_MAC || level == (byte) (LEVEL_MAC | LEVEL_DECIPHER))
                        && buffer[ISO7816.OFFSET_P2] == 0,
                Status.P1_P2);
        Status.unless(Command.receive(apdu) == Tdes.KEY, Status.LENGTH);
        if (level < minimumLevel) {
            fail(Status.SECURITY);
        }
        // STEPS
        // E.4.4: the host's cryptogram, compared in full.
        cryptogram(CARD_CHALLENGE, HOST_CHALLENGE, session, WORK);
        if (Util.arrayCompare(session, WORK, buffer, ISO7816.OFFSET_CDATA, Tdes.BLOCK) != 0) {
            fail(Status.HOST_NOT_AUTHENTICATED);
        }
        // E.4.5: the first C-MAC of the session starts from zeros, which are never enciphered.
        Util.arrayFillNonAtomic(session, CHAIN, Tdes.BLOCK, (byte) 0);
        checkMac(buffer, Tdes.BLOCK, (short) (ISO7816.OFFSET_CDATA + Tdes.BLOCK), CHAIN);
        // The counter moves before the session opens: cut in between costs a number, never a repeated key.
        sequenceCounter = (short) (sequenceCounter + 1);
        session[LEVEL] = level;
        session[STATE] = STATE_OPEN;
    }

    /** E.4.5 and E.4.6. */
    @Override
    short unwrap(byte[] buffer, short length) {
        // PRE-CONDITIONS
        Status.unless(session[STATE] == STATE_OPEN, Status.SECURITY);
        byte level = session[LEVEL];
        if (level == 0) {
            Command.requireClass(buffer, Command.CLA_PROPRIETARY);
            return length;
        }
        if (buffer[ISO7816.OFFSET_CLA] != Command.CLA_SECURED) {
            fail(Status.SECURITY);
        }
        if (length < Tdes.BLOCK) {
            fail(Status.SECURE_MESSAGING_MISSING);
        }
        // STEPS
        short macAt = (short) ((short) (ISO7816.OFFSET_CDATA + length) - Tdes.BLOCK);
        short plain = (short) (length - Tdes.BLOCK);
        if ((byte) (level & LEVEL_DECIPHER) != 0 && plain != 0) {
            plain = decipherData(buffer, plain);
        }
        short chain = CHAIN;
        if ((byte) (implementation & ICV_ENCIPHERED) != 0) {
            // E.3.4: single DES under the first half of the MAC key.
            chain = WORK;
            Util.arrayCopyNonAtomic(session, MAC, session, WORK, Tdes.BLOCK);
            Util.arrayCopyNonAtomic(session, MAC, session, (short) (WORK + Tdes.BLOCK), Tdes.BLOCK);
            tdes.encipherEcb(tdes.load(session, WORK), session, CHAIN, Tdes.BLOCK, session, chain);
        }
        checkMac(buffer, plain, macAt, chain);
        buffer[ISO7816.OFFSET_LC] = (byte) plain;
        return plain;
    }

    /** SCP02 of this card protects no responses. */
    @Override
    void answer(APDU apdu) {}

    /** Under the session's DEK, ECB. */
    @Override
    void decipherSecret(byte[] data, short offset, short length) {
        tdes.decipherEcb(tdes.load(session, DEK), data, offset, length, data, offset);
    }

    @Override
    short secretBlock() {
        return Tdes.BLOCK;
    }

    @Override
    void close() {
        Util.arrayFillNonAtomic(session, (short) 0, SESSION_LENGTH, (byte) 0);
        session[STATE] = STATE_CLOSED;
    }

    /** E.4.1: TDES-CBC under the static key over the constant, the sequence counter and zeros. */
    private void derive(DESKey key, short constant, short to) {
        Util.arrayFillNonAtomic(session, WORK, Tdes.KEY, (byte) 0);
        Util.setShort(session, WORK, constant);
        Util.setShort(session, (short) (WORK + 2), sequenceCounter);
        tdes.encipherCbc(key, session, WORK, Tdes.KEY, session, to);
    }

    private void cryptogram(short first, short second, byte[] to, short offset) {
        Util.arrayCopyNonAtomic(session, first, session, WORK, Tdes.BLOCK);
        Util.arrayCopyNonAtomic(session, second, session, (short) (WORK + Tdes.BLOCK), Tdes.BLOCK);
        tdes.fullMac(tdes.load(session, ENC), session, WORK, Tdes.KEY, to, offset);
    }

    /** Deciphers the data field and takes its padding (80 00 ..) off. */
    private short decipherData(byte[] buffer, short length) {
        if ((short) (length % Tdes.BLOCK) != 0) {
            fail(Status.SECURE_MESSAGING_WRONG);
        }
        short at = ISO7816.OFFSET_CDATA;
        tdes.decipherCbc(tdes.load(session, ENC), buffer, at, length, buffer, at);
        short plain = Tdes.unpadded(buffer, at, length);
        if (plain < 0) {
            fail(Status.SECURE_MESSAGING_WRONG);
        }
        return plain;
    }

    /** Compares the C-MAC over header and plain data in full; it is the next command's chaining value. */
    private void checkMac(byte[] buffer, short plain, short macAt, short chain) {
        buffer[ISO7816.OFFSET_LC] = (byte) (plain + Tdes.BLOCK);
        tdes.retailMac(
                tdes.load(session, MAC),
                session,
                chain,
                buffer,
                (short) 0,
                (short) (ISO7816.OFFSET_CDATA + plain),
                session,
                CHAIN);
        if (Util.arrayCompare(session, CHAIN, buffer, macAt, Tdes.BLOCK) != 0) {
            fail(Status.SECURE_MESSAGING_WRONG);
        }
    }
}

package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.AESKey;

/**
 * The card's side of SCP03, GlobalPlatform Card 2.3.1 Amendment D, in S8 mode with i=70: pseudo-random card challenge, MAC and
 * encipherment of responses; levels 01, 03, 11, 13 and 33, none below the application's minimum. Secrets come under the static
 * DEK.
 */
final class Scp03 extends SecureChannel {
    /** Pseudo-random card challenge, R-MAC and R-ENCRYPTION. */
    static final byte I_70 = (byte) 0x70;

    private static final byte PROTOCOL = (byte) 0x03;
    /** Bytes of challenges, cryptograms and MACs in S8 mode. */
    private static final short S8 = (short) 8;

    // Bits of the security level beside those of commands.
    private static final byte LEVEL_RESPONSE_MAC = (byte) 0x10;
    private static final byte LEVEL_RESPONSE_ENCIPHER = (byte) 0x20;

    // Data derivation constants, table 4-1.
    private static final byte CARD_CRYPTOGRAM = (byte) 0x00;
    private static final byte HOST_CRYPTOGRAM = (byte) 0x01;
    private static final byte CHALLENGE = (byte) 0x02;
    private static final byte S_ENC = (byte) 0x04;
    private static final byte S_MAC = (byte) 0x06;
    private static final byte S_RMAC = (byte) 0x07;

    private static final short SEQUENCE = (short) 3;
    private static final byte LAST = (byte) 0xFF;

    // Places in the session's volatile memory, behind state and level.
    /** Commands since the session opened. */
    private static final short COUNT = (short) 2;

    private static final short CHAIN = (short) 4;
    /** Host challenge(8) card challenge(8): what keys and cryptograms are derived from. */
    private static final short HOST_CHALLENGE = (short) 20;

    private static final short CARD_CHALLENGE = (short) 28;
    /** Input of a derivation: label(12) 00 length(2) counter(1) context(at most 19). */
    private static final short INPUT = (short) 36;

    private static final short CONTEXT = (short) (INPUT + 16);
    private static final short OUTPUT = (short) 71;
    private static final short SESSION_LENGTH = (short) 103;

    private final short keyLength;
    private final AESKey staticEnc;
    private final AESKey staticMac;
    private final AESKey staticDek;
    private final AESKey sessionEnc;
    private final AESKey sessionMac;
    private final AESKey sessionResponseMac;
    private final byte[] sequenceCounter;
    private final Aes aes;

    /** Takes the chip maker's keys from the application's install parameters. */
    Scp03(byte[] parameters, short offset, short length) {
        super(parameters, offset, keyLength(length), SESSION_LENGTH);
        keyLength = keyLength(length);
        aes = new Aes();
        short at = keysAt(offset);
        staticEnc = Aes.persistentKey(keyLength);
        staticEnc.setKey(parameters, at);
        at = (short) (at + keyLength);
        staticMac = Aes.persistentKey(keyLength);
        staticMac.setKey(parameters, at);
        at = (short) (at + keyLength);
        staticDek = Aes.persistentKey(keyLength);
        staticDek.setKey(parameters, at);
        sessionEnc = Aes.sessionKey(keyLength);
        sessionMac = Aes.sessionKey(keyLength);
        sessionResponseMac = Aes.sessionKey(keyLength);
        sequenceCounter = new byte[SEQUENCE];
    }

    /** 6A80 unless the parameters have room for three AES keys. */
    private static short keyLength(short parametersLength) {
        short length = (short) ((short) (parametersLength - WITHOUT_KEYS) / 3);
        Status.unless(
                (short) (WITHOUT_KEYS + (short) (3 * length)) == parametersLength
                        && (length == 16 || length == 24 || length == 32),
                Status.DATA);
        return length;
    }

    /** 7.1.1. Answers KEYDATA, key version, 03, i, challenge, cryptogram, sequence counter. */
    @Override
    void initializeUpdate(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        requireInitializeUpdate(apdu);
        boolean isLast = sequenceCounter[0] == LAST && sequenceCounter[1] == LAST && sequenceCounter[2] == LAST;
        Status.unless(!isLast, Status.CONDITIONS);
        // STEPS
        close();
        Util.arrayCopyNonAtomic(buffer, ISO7816.OFFSET_CDATA, session, HOST_CHALLENGE, S8);
        count();
        makeChallenge();
        deriveKey(staticEnc, S_ENC, sessionEnc);
        deriveKey(staticMac, S_MAC, sessionMac);
        deriveKey(staticMac, S_RMAC, sessionResponseMac);
        short at = Util.arrayCopyNonAtomic(keyData, (short) 0, buffer, (short) 0, KEY_DATA);
        buffer[at++] = keyVersion;
        buffer[at++] = PROTOCOL;
        buffer[at++] = I_70;
        at = Util.arrayCopyNonAtomic(session, CARD_CHALLENGE, buffer, at, S8);
        makeCryptogram(CARD_CRYPTOGRAM);
        at = Util.arrayCopyNonAtomic(session, OUTPUT, buffer, at, S8);
        at = Util.arrayCopyNonAtomic(sequenceCounter, (short) 0, buffer, at, SEQUENCE);
        session[STATE] = STATE_INITIATED;
        apdu.setOutgoingAndSend((short) 0, at);
    }

    /** 7.1.2. */
    @Override
    void externalAuthenticate(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_SECURED);
        Status.unless(session[STATE] == STATE_INITIATED, Status.CONDITIONS);
        byte level = buffer[ISO7816.OFFSET_P1];
        Status.unless(isLevel(level) && buffer[ISO7816.OFFSET_P2] == 0, Status.P1_P2);
        Status.unless(Command.receive(apdu) == (short) (2 * S8), Status.LENGTH);
        if ((byte) (level & minimumLevel) != minimumLevel) {
            fail(Status.SECURITY);
        }
        // STEPS
        checkMac(buffer, S8);
        makeCryptogram(HOST_CRYPTOGRAM);
        if (Util.arrayCompare(session, OUTPUT, buffer, ISO7816.OFFSET_CDATA, S8) != 0) {
            fail(Status.HOST_NOT_AUTHENTICATED);
        }
        session[LEVEL] = level;
        session[STATE] = STATE_OPEN;
    }

    /** 6.2.4 and 6.2.6. */
    @Override
    short unwrap(byte[] buffer, short length) {
        // PRE-CONDITIONS
        Status.unless(session[STATE] == STATE_OPEN, Status.SECURITY);
        if (buffer[ISO7816.OFFSET_CLA] != Command.CLA_SECURED || length < S8) {
            fail(Status.SECURITY);
        }
        // STEPS
        Util.setShort(session, COUNT, (short) (Util.getShort(session, COUNT) + 1));
        short plain = (short) (length - S8);
        checkMac(buffer, plain);
        if ((byte) (session[LEVEL] & LEVEL_DECIPHER) != 0 && plain != 0) {
            plain = decipherData(buffer, plain);
        }
        buffer[ISO7816.OFFSET_LC] = (byte) plain;
        return plain;
    }

    /** 6.2.5: there are no data to encipher, so that a MAC is all there is. */
    @Override
    void answer(APDU apdu) {
        if ((byte) (session[LEVEL] & LEVEL_RESPONSE_MAC) == 0) {
            return;
        }
        Util.setShort(session, INPUT, ISO7816.SW_NO_ERROR);
        aes.chainedMac(sessionResponseMac, session, CHAIN, session, INPUT, (short) 2, session, OUTPUT);
        Command.send(apdu, session, OUTPUT, S8);
    }

    /** Under the static DEK, CBC from zeros. */
    @Override
    void decipherSecret(byte[] data, short offset, short length) {
        Util.arrayFillNonAtomic(session, INPUT, Aes.BLOCK, (byte) 0);
        aes.decipherCbc(staticDek, session, INPUT, data, offset, length);
    }

    @Override
    short secretBlock() {
        return Aes.BLOCK;
    }

    @Override
    void close() {
        Util.arrayFillNonAtomic(session, (short) 0, SESSION_LENGTH, (byte) 0);
        session[STATE] = STATE_CLOSED;
        sessionEnc.clearKey();
        sessionMac.clearKey();
        sessionResponseMac.clearKey();
    }

    /** A MAC, or no more than a MAC on commands alone; encipherment never without its MAC, and of responses never alone. */
    private static boolean isLevel(byte level) {
        byte response = (byte) (level & (byte) (LEVEL_RESPONSE_MAC | LEVEL_RESPONSE_ENCIPHER));
        byte command = (byte) (level & (byte) (LEVEL_MAC | LEVEL_DECIPHER));
        boolean known = (byte) (response | command) == level;
        boolean hasMac = (byte) (command & LEVEL_MAC) != 0;
        boolean enciphersBoth = response == (byte) (LEVEL_RESPONSE_MAC | LEVEL_RESPONSE_ENCIPHER)
                && command == (byte) (LEVEL_MAC | LEVEL_DECIPHER);
        return known && hasMac && (response == 0 || response == LEVEL_RESPONSE_MAC || enciphersBoth);
    }

    /** 6.2.2.1: the counter moves when a challenge is made, so that none ever comes twice. In one write. */
    private void count() {
        Util.arrayCopyNonAtomic(sequenceCounter, (short) 0, session, INPUT, SEQUENCE);
        short at = (short) ((short) (INPUT + SEQUENCE) - 1);
        while (session[at] == LAST) {
            session[at--] = 0;
        }
        session[at] = (byte) (session[at] + 1);
        Util.arrayCopy(session, INPUT, sequenceCounter, (short) 0, SEQUENCE);
    }

    /** 6.2.2.1: sequence counter and the application's name under the static ENC key. */
    private void makeChallenge() {
        Util.arrayCopyNonAtomic(sequenceCounter, (short) 0, session, CONTEXT, SEQUENCE);
        short name = JCSystem.getAID().getBytes(session, (short) (CONTEXT + SEQUENCE));
        derive(staticEnc, CHALLENGE, S8, (short) (SEQUENCE + name));
        Util.arrayCopyNonAtomic(session, OUTPUT, session, CARD_CHALLENGE, S8);
    }

    /** 6.2.2.2 and 6.2.2.3; left in the output. */
    private void makeCryptogram(byte constant) {
        Util.arrayCopyNonAtomic(session, HOST_CHALLENGE, session, CONTEXT, (short) (2 * S8));
        derive(sessionMac, constant, S8, (short) (2 * S8));
    }

    /** 6.2.1. */
    private void deriveKey(AESKey from, byte constant, AESKey to) {
        Util.arrayCopyNonAtomic(session, HOST_CHALLENGE, session, CONTEXT, (short) (2 * S8));
        derive(from, constant, keyLength, (short) (2 * S8));
        to.setKey(session, OUTPUT);
        Util.arrayFillNonAtomic(session, OUTPUT, (short) (2 * Aes.BLOCK), (byte) 0);
    }

    /** 4.1.5: NIST SP 800-108 in counter mode with CMAC, over the context that stands in its place. */
    private void derive(AESKey key, byte constant, short length, short contextLength) {
        Util.arrayFillNonAtomic(session, INPUT, (short) (CONTEXT - INPUT), (byte) 0);
        session[(short) (INPUT + 11)] = constant;
        Util.setShort(session, (short) (INPUT + 13), (short) (8 * length));
        short whole = (short) ((short) (CONTEXT - INPUT) + contextLength);
        byte counter = 1;
        for (short made = 0; made < length; made = (short) (made + Aes.BLOCK)) {
            session[(short) (INPUT + 15)] = counter++;
            aes.mac(key, session, INPUT, whole, session, (short) (OUTPUT + made));
        }
    }

    /** Compares the C-MAC behind the data; in full it is the next command's chaining value. */
    private void checkMac(byte[] buffer, short plain) {
        short macAt = (short) (ISO7816.OFFSET_CDATA + plain);
        aes.chainedMac(sessionMac, session, CHAIN, buffer, (short) 0, macAt, session, CHAIN);
        if (Util.arrayCompare(session, CHAIN, buffer, macAt, S8) != 0) {
            fail(Status.SECURITY);
        }
    }

    /** Deciphers the data field under the command's own initial vector, and takes its padding off. */
    private short decipherData(byte[] buffer, short length) {
        if ((short) (length % Aes.BLOCK) != 0) {
            fail(Status.SECURITY);
        }
        Util.arrayFillNonAtomic(session, INPUT, Aes.BLOCK, (byte) 0);
        Util.arrayCopyNonAtomic(session, COUNT, session, (short) ((short) (INPUT + Aes.BLOCK) - 2), (short) 2);
        aes.encipherBlock(sessionEnc, session, INPUT);
        aes.decipherCbc(sessionEnc, session, INPUT, buffer, ISO7816.OFFSET_CDATA, length);
        short plain = Tdes.unpadded(buffer, ISO7816.OFFSET_CDATA, length);
        if (plain < 0) {
            fail(Status.SECURITY);
        }
        return plain;
    }
}

package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * The secure channel of personalization, the card's side: SCP02 ({@link Scp02}) or SCP03 ({@link Scp03}).
 *
 * <p>The application's install parameters say which, as a chip maker would: KEYDATA(10) key-version(1) ENC MAC DEK
 * minimum-level(1) i(1). The last byte, i, announces the protocol: 70 is SCP03 with AES keys of 16, 24 or 32 bytes each, which
 * the length tells (61, 85 or 109 bytes in all); any other is SCP02's own i with TDES keys of 16 bytes (61 bytes).
 */
abstract class SecureChannel {
    /** Bytes of the install parameters beside the three keys. */
    static final short WITHOUT_KEYS = (short) 13;

    /** Bytes of KEYDATA. */
    static final short KEY_DATA = (short) 10;

    /** Bytes of a host challenge, and of either cryptogram: SCP02, and SCP03 in S8 mode. */
    static final short CHALLENGE_LENGTH = (short) 8;

    // Bits of the security level.
    static final byte LEVEL_MAC = (byte) 0x01;
    static final byte LEVEL_DECIPHER = (byte) 0x02;

    static final byte STATE_CLOSED = (byte) 0;
    static final byte STATE_INITIATED = (byte) 1;
    static final byte STATE_OPEN = (byte) 2;

    // The first places in the session's volatile memory; the protocol adds its own.
    static final short STATE = (short) 0;
    static final short LEVEL = (short) 1;

    final byte[] keyData;
    final byte keyVersion;
    final byte minimumLevel;
    /** What the session remembers; it ends with the selection. */
    final byte[] session;

    /**
     * Takes what is no key from the install parameters.
     *
     * @param keyLength bytes of each key
     * @param sessionLength bytes that the protocol's session needs
     */
    SecureChannel(byte[] parameters, short offset, short keyLength, short sessionLength) {
        keyData = new byte[KEY_DATA];
        Util.arrayCopyNonAtomic(parameters, offset, keyData, (short) 0, KEY_DATA);
        keyVersion = parameters[(short) (offset + KEY_DATA)];
        short afterKeys = (short) (keysAt(offset) + (short) (3 * keyLength));
        minimumLevel = parameters[afterKeys];
        session = JCSystem.makeTransientByteArray(sessionLength, JCSystem.CLEAR_ON_DESELECT);
    }

    /** Where ENC, MAC and DEK begin in install parameters. */
    static short keysAt(short parameters) {
        return (short) ((short) (parameters + KEY_DATA) + 1);
    }

    /** Whether INITIALIZE UPDATE is as either protocol wants it; leaves the host challenge behind the header. */
    final void requireInitializeUpdate(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        Command.requireClass(buffer, Command.CLA_PROPRIETARY);
        byte version = buffer[ISO7816.OFFSET_P1];
        Status.unless(version == 0 || version == keyVersion, Status.DATA_NOT_FOUND);
        Status.unless(buffer[ISO7816.OFFSET_P2] == 0, Status.P1_P2);
        Status.unless(Command.receive(apdu) == CHALLENGE_LENGTH, Status.LENGTH);
    }

    /** Ends the session, then throws. */
    final void fail(short statusWord) {
        close();
        ISOException.throwIt(statusWord);
    }

    /** INITIALIZE UPDATE: answers KEYDATA, key version, protocol, card challenge and card cryptogram. */
    abstract void initializeUpdate(APDU apdu);

    /** EXTERNAL AUTHENTICATE: opens the session at the level that P1 asks for, none below the application's minimum. */
    abstract void externalAuthenticate(APDU apdu);

    /**
     * Checks and opens a command of the session; leaves the plain data behind the header.
     *
     * @param length bytes of data that came, in the APDU buffer
     * @return bytes of plain data
     */
    abstract short unwrap(byte[] buffer, short length);

    /** Answers a command of the session that was carried out and has no data of its own, protected as the level says. */
    abstract void answer(APDU apdu);

    /** Deciphers secret data in place. Length: whole blocks. */
    abstract void decipherSecret(byte[] data, short offset, short length);

    /** Bytes of a block of enciphered secret data. */
    abstract short secretBlock();

    /** Ends the session and wipes its keys. */
    abstract void close();
}

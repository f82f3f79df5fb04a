package dev.tapbench.card;

import javacard.framework.APDU;

/**
 * The secure channel of personalization, the card's side: SCP02 ({@link Scp02}) or SCP03 ({@link Scp03}).
 *
 * <p>The application's install parameters say which, as a chip maker would: KEYDATA(10) key-version(1) ENC MAC DEK
 * minimum-level(1) i(1). The last byte, i, announces the protocol: 70 is SCP03 with AES keys of 16, 24 or 32 bytes each, which
 * the length tells (61, 85 or 109 bytes in all); any other is SCP02's own i with TDES keys of 16 bytes (61 bytes).
 */
interface SecureChannel {
    /** Bytes of the install parameters beside the three keys. */
    short WITHOUT_KEYS = (short) 13;

    /** Bytes of KEYDATA. */
    short KEY_DATA = (short) 10;

    /** INITIALIZE UPDATE: answers KEYDATA, key version, protocol, card challenge and card cryptogram. */
    void initializeUpdate(APDU apdu);

    /** EXTERNAL AUTHENTICATE: opens the session at the level that P1 asks for, none below the application's minimum. */
    void externalAuthenticate(APDU apdu);

    /**
     * Checks and opens a command of the session; leaves the plain data behind the header.
     *
     * @param length bytes of data that came, in the APDU buffer
     * @return bytes of plain data
     */
    short unwrap(byte[] buffer, short length);

    /** Answers a command of the session that was carried out and has no data of its own, protected as the level says. */
    void answer(APDU apdu);

    /** Deciphers secret data in place. Length: whole blocks. */
    void decipherSecret(byte[] data, short offset, short length);

    /** Bytes of a block of enciphered secret data. */
    short secretBlock();

    /** Ends the session and wipes its keys. */
    void close();
}

package dev.tapbench.card;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.Util;
import javacard.security.MessageDigest;
import javacard.security.RandomData;
import javacardx.crypto.Cipher;

/**
 * Dynamic data authentication, plain (EMV Book 2, 6.5) and combined with the cryptogram (6.6), and the raw RSA that they share
 * with the enciphered PIN.
 */
final class DynamicSignature {
    private static final byte HEADER = (byte) 0x6A;
    private static final byte TRAILER = (byte) 0xBC;
    private static final byte FORMAT = (byte) 0x05;
    private static final byte SHA_1 = (byte) 0x01;
    private static final byte PAD = (byte) 0xBB;
    private static final short HASH = (short) 20;
    private static final short DYNAMIC_NUMBER = (short) 8;
    /** Dynamic number with its length. */
    private static final short DYNAMIC_DATA = (short) (1 + DYNAMIC_NUMBER);
    /** The same, cryptogram information data, cryptogram, transaction data hash code. */
    private static final short COMBINED_DATA = (short) (DYNAMIC_DATA + 1 + Tdes.BLOCK + HASH);

    private static final short DATA_AT = (short) 4;
    private static final short TRANSACTION_HASH_AT = (short) (DATA_AT + DYNAMIC_DATA + 1 + Tdes.BLOCK);

    private final Persistent persistent;
    private final Transients transients;
    private final RandomData random;
    private final MessageDigest sha;
    private final Cipher rsa;

    DynamicSignature(Persistent persistent, Transients transients, RandomData random) {
        this.persistent = persistent;
        this.transients = transients;
        this.random = random;
        sha = MessageDigest.getInstance(MessageDigest.ALG_SHA, false);
        rsa = Cipher.getInstance(Cipher.ALG_RSA_NOPAD, false);
    }

    /** INTERNAL AUTHENTICATE, EMV Book 3, 6.5.9: signs a number of the card's own and the terminal's data. */
    void internalAuthenticate(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        // PRE-CONDITIONS
        Command.requireClass(buffer, Command.CLA_ISO);
        Command.requireParameters(buffer, (byte) 0, (byte) 0);
        Status.unless(transients.flags[Transients.STAGE] == Transients.STAGE_INITIATED, Status.CONDITIONS);
        short length = Command.receive(apdu);
        // The terminal's unpredictable number at least, EMV Book 2, 6.5.1.
        Status.unless(length >= TransactionData.UNPREDICTABLE_LENGTH, Status.LENGTH);
        // STEPS
        short modulus = persistent.iccKey.length();
        begin(DYNAMIC_DATA);
        finish(DYNAMIC_DATA, buffer, ISO7816.OFFSET_CDATA, length);
        byte[] answer = transients.answer;
        answer[0] = Cryptogram.TEMPLATE;
        answer[1] = (byte) 0x81;
        answer[2] = (byte) (modulus + 4);
        short at = (short) 3;
        at = Util.setShort(answer, at, Cryptogram.TAG_SIGNATURE);
        answer[at++] = (byte) 0x81;
        answer[at++] = (byte) modulus;
        apply(persistent.iccKey, transients.work, (short) 0, answer, at);
        transients.flags[Transients.DDA_PERFORMED] = 1;
        Command.send(apdu, answer, (short) 0, (short) (at + modulus));
    }

    /**
     * The transaction data hash code, EMV Book 2, 6.6.2: the terminal's data, then the answer's data objects but the signature.
     * In a second GENERATE AC the data of the first come before; in a load's the first was in another activation, and they do
     * not (profile {@code threetap}). This card has no PDOL.
     */
    void hash(
            byte[] data,
            short offset,
            short length,
            byte[] answer,
            short headAt,
            short headEnd,
            short tailAt,
            short tailEnd) {
        sha.reset();
        if (transients.flags[Transients.STAGE] == Transients.STAGE_COMPLETED) {
            sha.update(transients.firstData, (short) 0, TransactionData.CDOL1_LENGTH);
        }
        sha.update(data, offset, length);
        sha.update(answer, headAt, (short) (headEnd - headAt));
        sha.doFinal(answer, tailAt, (short) (tailEnd - tailAt), transients.work, TRANSACTION_HASH_AT);
    }

    /** Signs the cryptogram that stands in volatile memory; {@link #hash} must have been called. Table 18. */
    void sign(byte type, byte[] data, short unpredictableAt, byte[] to, short toOffset) {
        byte[] block = transients.work;
        short at = begin(COMBINED_DATA);
        block[at++] = type;
        Util.arrayCopyNonAtomic(transients.cryptogram, (short) 0, block, at, Tdes.BLOCK);
        finish(COMBINED_DATA, data, unpredictableAt, TransactionData.UNPREDICTABLE_LENGTH);
        apply(persistent.iccKey, block, (short) 0, to, toOffset);
    }

    /** The block up to the dynamic number; gives the offset behind it. Table 15. */
    private short begin(short dynamicLength) {
        byte[] block = transients.work;
        block[0] = HEADER;
        block[1] = FORMAT;
        block[2] = SHA_1;
        block[3] = (byte) dynamicLength;
        short at = DATA_AT;
        block[at++] = (byte) DYNAMIC_NUMBER;
        random.nextBytes(block, at, DYNAMIC_NUMBER);
        return (short) (at + DYNAMIC_NUMBER);
    }

    /** Padding, hash over all between header and trailer and the terminal's data, trailer. */
    private void finish(short dynamicLength, byte[] data, short offset, short length) {
        byte[] block = transients.work;
        short modulus = persistent.iccKey.length();
        short hashAt = (short) ((short) (modulus - HASH) - 1);
        short padAt = (short) (DATA_AT + dynamicLength);
        Util.arrayFillNonAtomic(block, padAt, (short) (hashAt - padAt), PAD);
        sha.reset();
        sha.update(block, (short) 1, (short) (hashAt - 1));
        sha.doFinal(data, offset, length, block, hashAt);
        block[(short) (modulus - 1)] = TRAILER;
    }

    /** RSA with a private key over a whole block, without padding. */
    private void apply(RsaKey key, byte[] in, short inOffset, byte[] to, short toOffset) {
        rsa.init(key.key(), Cipher.MODE_DECRYPT);
        short length = rsa.doFinal(in, inOffset, key.length(), to, toOffset);
        // A card gives the whole block; a simulator drops leading zeros.
        short missing = (short) (key.length() - length);
        if (missing > 0) {
            Util.arrayCopyNonAtomic(to, toOffset, to, (short) (toOffset + missing), length);
            Util.arrayFillNonAtomic(to, toOffset, missing, (byte) 0);
        }
    }

    /**
     * Recovers an enciphered block into the same place.
     *
     * @return false when the bytes are no number below the modulus
     */
    boolean recover(RsaKey key, byte[] block, short offset) {
        try {
            apply(key, block, offset, block, offset);
            return true;
        } catch (RuntimeException e) {
            // CryptoException on a card; the simulator has another name for it. Nothing is written in here.
            return false;
        }
    }
}

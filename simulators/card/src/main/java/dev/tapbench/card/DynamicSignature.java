package dev.tapbench.card;

import javacard.framework.Util;
import javacard.security.MessageDigest;
import javacard.security.RandomData;
import javacardx.crypto.Cipher;

/** Combined dynamic data authentication, EMV Book 2, 6.6.1, and the raw RSA that it shares with the enciphered PIN. */
final class DynamicSignature {
    private static final byte HEADER = (byte) 0x6A;
    private static final byte TRAILER = (byte) 0xBC;
    private static final byte FORMAT = (byte) 0x05;
    private static final byte SHA_1 = (byte) 0x01;
    private static final byte PAD = (byte) 0xBB;
    private static final short HASH = (short) 20;
    private static final short DYNAMIC_NUMBER = (short) 8;
    /** Dynamic number with its length, cryptogram information data, cryptogram, transaction data hash code. */
    private static final short DYNAMIC_DATA = (short) (1 + DYNAMIC_NUMBER + 1 + Tdes.BLOCK + HASH);

    private static final short TRANSACTION_HASH_AT = (short) (4 + 1 + DYNAMIC_NUMBER + 1 + Tdes.BLOCK);
    private static final short HASH_AT = (short) (Persistent.RSA - HASH - 1);

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

    /** The transaction data hash code: the terminal's data, then the answer's data objects but the signature. */
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
        sha.update(data, offset, length);
        sha.update(answer, headAt, (short) (headEnd - headAt));
        sha.doFinal(answer, tailAt, (short) (tailEnd - tailAt), transients.work, TRANSACTION_HASH_AT);
    }

    /** Signs the cryptogram that stands in volatile memory; {@link #hash} must have been called. Table 18. */
    void sign(byte type, byte[] data, short unpredictableAt, byte[] to, short toOffset) {
        byte[] block = transients.work;
        block[0] = HEADER;
        block[1] = FORMAT;
        block[2] = SHA_1;
        block[3] = (byte) DYNAMIC_DATA;
        short at = (short) 4;
        block[at++] = (byte) DYNAMIC_NUMBER;
        random.nextBytes(block, at, DYNAMIC_NUMBER);
        at = (short) (at + DYNAMIC_NUMBER);
        block[at++] = type;
        at = Util.arrayCopyNonAtomic(transients.cryptogram, (short) 0, block, at, Tdes.BLOCK);
        at = (short) (at + HASH);
        Util.arrayFillNonAtomic(block, at, (short) (HASH_AT - at), PAD);
        sha.reset();
        sha.update(block, (short) 1, (short) (HASH_AT - 1));
        sha.doFinal(data, unpredictableAt, TransactionData.UNPREDICTABLE_LENGTH, block, HASH_AT);
        block[(short) (Persistent.RSA - 1)] = TRAILER;
        apply(block, (short) 0, to, toOffset);
    }

    /** RSA with the ICC private key over a whole block, without padding. */
    private void apply(byte[] in, short inOffset, byte[] to, short toOffset) {
        rsa.init(persistent.iccKey, Cipher.MODE_DECRYPT);
        short length = rsa.doFinal(in, inOffset, Persistent.RSA, to, toOffset);
        // A card gives the whole block; a simulator drops leading zeros.
        short missing = (short) (Persistent.RSA - length);
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
    boolean recover(byte[] block, short offset) {
        try {
            apply(block, offset, block, offset);
            return true;
        } catch (RuntimeException e) {
            // CryptoException on a card; the simulator has another name for it. Nothing is written in here.
            return false;
        }
    }
}

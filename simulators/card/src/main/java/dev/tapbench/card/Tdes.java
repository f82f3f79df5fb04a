package dev.tapbench.card;

import javacard.security.DESKey;
import javacard.security.KeyBuilder;
import javacard.security.Signature;
import javacardx.crypto.Cipher;

/** Triple DES with two keys, in the modes that EMV and SCP02 use. Every chain starts from zeros unless it says otherwise. */
final class Tdes {
    /** Bytes of a block. */
    static final short BLOCK = (short) 8;
    /** Bytes of a key of double length. */
    static final short KEY = (short) 16;

    private static final short KEY_BITS = (short) 128;

    private final DESKey volatileKey;
    private final Cipher ecb;
    private final Cipher cbc;
    private final Signature retailMac;
    private final Signature fullMac;

    Tdes() {
        volatileKey = (DESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_DES_TRANSIENT_DESELECT, KEY_BITS, false);
        ecb = Cipher.getInstance(Cipher.ALG_DES_ECB_NOPAD, false);
        cbc = Cipher.getInstance(Cipher.ALG_DES_CBC_NOPAD, false);
        retailMac = Signature.getInstance(Signature.ALG_DES_MAC8_ISO9797_1_M2_ALG3, false);
        fullMac = Signature.getInstance(Signature.ALG_DES_MAC8_ISO9797_M2, false);
    }

    /** A new persistent key of double length, empty. Called at install only. */
    static DESKey persistentKey() {
        return (DESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_DES, KEY_BITS, false);
    }

    /** The one volatile key, loaded with these 16 bytes; good until the next call. */
    DESKey load(byte[] key, short offset) {
        volatileKey.setKey(key, offset);
        return volatileKey;
    }

    /** Enciphers whole blocks. In and out may be the same place. */
    void encipherEcb(DESKey key, byte[] in, short inOffset, short length, byte[] out, short outOffset) {
        ecb.init(key, Cipher.MODE_ENCRYPT);
        ecb.doFinal(in, inOffset, length, out, outOffset);
    }

    /** Deciphers whole blocks. In and out may be the same place. */
    void decipherEcb(DESKey key, byte[] in, short inOffset, short length, byte[] out, short outOffset) {
        ecb.init(key, Cipher.MODE_DECRYPT);
        ecb.doFinal(in, inOffset, length, out, outOffset);
    }

    /** Enciphers whole blocks in a chain. */
    void encipherCbc(DESKey key, byte[] in, short inOffset, short length, byte[] out, short outOffset) {
        cbc.init(key, Cipher.MODE_ENCRYPT);
        cbc.doFinal(in, inOffset, length, out, outOffset);
    }

    /** Deciphers whole blocks in a chain. */
    void decipherCbc(DESKey key, byte[] in, short inOffset, short length, byte[] out, short outOffset) {
        cbc.init(key, Cipher.MODE_DECRYPT);
        cbc.doFinal(in, inOffset, length, out, outOffset);
    }

    /** Retail MAC, ISO/IEC 9797-1 algorithm 3, padding method 2, 8 bytes. */
    void retailMac(DESKey key, byte[] in, short inOffset, short length, byte[] mac, short macOffset) {
        retailMac.init(key, Signature.MODE_SIGN);
        retailMac.sign(in, inOffset, length, mac, macOffset);
    }

    /** The same from a chaining value of 8 bytes. */
    void retailMac(
            DESKey key,
            byte[] chain,
            short chainOffset,
            byte[] in,
            short inOffset,
            short length,
            byte[] mac,
            short macOffset) {
        retailMac.init(key, Signature.MODE_SIGN, chain, chainOffset, BLOCK);
        retailMac.sign(in, inOffset, length, mac, macOffset);
    }

    /** The same over bytes that stand in two places; the second may be empty. */
    void retailMacOfTwo(
            DESKey key, byte[] head, short headLength, byte[] in, short inOffset, short length, byte[] mac) {
        retailMac.init(key, Signature.MODE_SIGN);
        retailMac.update(head, (short) 0, headLength);
        retailMac.sign(in, inOffset, length, mac, (short) 0);
    }

    /** The length without padding 80 00 .., or -1 where there is none. */
    static short unpadded(byte[] data, short offset, short length) {
        short plain = (short) (length - 1);
        while (plain > 0 && data[(short) (offset + plain)] == 0) {
            plain--;
        }
        return data[(short) (offset + plain)] == (byte) 0x80 ? plain : -1;
    }

    /** Full triple-DES MAC, ISO/IEC 9797-1 algorithm 1, padding method 2, 8 bytes. */
    void fullMac(DESKey key, byte[] in, short inOffset, short length, byte[] mac, short macOffset) {
        fullMac.init(key, Signature.MODE_SIGN);
        fullMac.sign(in, inOffset, length, mac, macOffset);
    }
}

package dev.tapbench.card;

import javacard.security.AESKey;
import javacard.security.KeyBuilder;
import javacard.security.Signature;
import javacardx.crypto.Cipher;

/** AES in the modes that SCP03 uses. */
final class Aes {
    /** Bytes of a block. */
    static final short BLOCK = (short) 16;

    private final Cipher ecb;
    private final Cipher cbc;
    private final Signature cmac;

    Aes() {
        ecb = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_ECB_NOPAD, false);
        cbc = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_CBC_NOPAD, false);
        cmac = Signature.getInstance(Signature.ALG_AES_CMAC_128, false);
    }

    /** A new persistent key of this many bytes, empty. Called at install only. */
    static AESKey persistentKey(short length) {
        return (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES, (short) (8 * length), false);
    }

    /** A new volatile key, which ends with the selection. Called at install only. */
    static AESKey sessionKey(short length) {
        return (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES_TRANSIENT_DESELECT, (short) (8 * length), false);
    }

    /** Enciphers a block in place. */
    void encipherBlock(AESKey key, byte[] block, short offset) {
        ecb.init(key, Cipher.MODE_ENCRYPT);
        ecb.doFinal(block, offset, BLOCK, block, offset);
    }

    /** Deciphers whole blocks of a chain in place, from an initial vector of 16 bytes. */
    void decipherCbc(AESKey key, byte[] vector, short vectorOffset, byte[] data, short offset, short length) {
        cbc.init(key, Cipher.MODE_DECRYPT, vector, vectorOffset, BLOCK);
        cbc.doFinal(data, offset, length, data, offset);
    }

    /** CMAC of 16 bytes, NIST SP 800-38B. */
    void mac(AESKey key, byte[] in, short inOffset, short length, byte[] mac, short macOffset) {
        cmac.init(key, Signature.MODE_SIGN);
        cmac.sign(in, inOffset, length, mac, macOffset);
    }

    /** The same over a chaining value of 16 bytes and what follows it. */
    void chainedMac(
            AESKey key,
            byte[] chain,
            short chainOffset,
            byte[] in,
            short inOffset,
            short length,
            byte[] mac,
            short macOffset) {
        cmac.init(key, Signature.MODE_SIGN);
        cmac.update(chain, chainOffset, BLOCK);
        cmac.sign(in, inOffset, length, mac, macOffset);
    }
}

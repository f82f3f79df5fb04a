package dev.tapbench.card;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The issuer's and the terminal's side of the computations, on the JDK's own cryptography: an oracle apart from the card's. */
final class HostCrypto {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HostCrypto() {}

    static byte[] hex(String text) {
        return HEX.parseHex(text.replace(" ", ""));
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(p -> p.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    static byte[] slice(byte[] bytes, int from, int length) {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    private static byte[] des(String transformation, int mode, byte[] key, byte[] data) {
        byte[] tripled = join(key, slice(key, 0, 8));
        try {
            Cipher cipher = Cipher.getInstance(transformation);
            SecretKeySpec spec = new SecretKeySpec(tripled, "DESede");
            if (transformation.contains("CBC")) {
                cipher.init(mode, spec, new IvParameterSpec(new byte[8]));
            } else {
                cipher.init(mode, spec);
            }
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] ecb(byte[] key, byte[] data) {
        return des("DESede/ECB/NoPadding", Cipher.ENCRYPT_MODE, key, data);
    }

    static byte[] decipherEcb(byte[] key, byte[] data) {
        return des("DESede/ECB/NoPadding", Cipher.DECRYPT_MODE, key, data);
    }

    static byte[] cbc(byte[] key, byte[] data) {
        return des("DESede/CBC/NoPadding", Cipher.ENCRYPT_MODE, key, data);
    }

    /** Single DES: both halves alike. */
    static byte[] singleDes(byte[] half, byte[] block) {
        return ecb(join(half, half), block);
    }

    static byte[] pad(byte[] data) {
        byte[] padded = Arrays.copyOf(data, (data.length / 8 + 1) * 8);
        padded[data.length] = (byte) 0x80;
        return padded;
    }

    private static byte[] xor(byte[] a, byte[] b) {
        byte[] out = new byte[8];
        for (int i = 0; i < 8; i++) {
            out[i] = (byte) (a[i] ^ b[i]);
        }
        return out;
    }

    /** ISO 9797-1 algorithm 3, padding method 2. */
    static byte[] retailMac(byte[] key, byte[] icv, byte[] data) {
        byte[] padded = pad(data);
        byte[] left = slice(key, 0, 8);
        byte[] chain = icv;
        for (int at = 0; at < padded.length - 8; at += 8) {
            chain = singleDes(left, xor(chain, slice(padded, at, 8)));
        }
        return ecb(key, xor(chain, slice(padded, padded.length - 8, 8)));
    }

    static byte[] retailMac(byte[] key, byte[] data) {
        return retailMac(key, new byte[8], data);
    }

    /** ISO 9797-1 algorithm 1 with triple DES, padding method 2. */
    static byte[] fullMac(byte[] key, byte[] data) {
        byte[] chained = cbc(key, pad(data));
        return slice(chained, chained.length - 8, 8);
    }

    static byte[] aes(String mode, int direction, byte[] key, byte[] vector, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/" + mode + "/NoPadding");
            SecretKeySpec spec = new SecretKeySpec(key, "AES");
            if (mode.equals("CBC")) {
                cipher.init(direction, spec, new IvParameterSpec(vector));
            } else {
                cipher.init(direction, spec);
            }
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** NIST SP 800-38B, 16 bytes. */
    static byte[] cmac(byte[] key, byte[] data) {
        byte[] subkey = doubled(aes("ECB", Cipher.ENCRYPT_MODE, key, new byte[0], new byte[16]));
        int blocks = Math.max(1, (data.length + 15) / 16);
        byte[] padded = Arrays.copyOf(data, blocks * 16);
        if (data.length == 0 || data.length % 16 != 0) {
            subkey = doubled(subkey);
            padded[data.length] = (byte) 0x80;
        }
        for (int i = 0; i < 16; i++) {
            padded[padded.length - 16 + i] ^= subkey[i];
        }
        byte[] chained = aes("CBC", Cipher.ENCRYPT_MODE, key, new byte[16], padded);
        return slice(chained, chained.length - 16, 16);
    }

    private static byte[] doubled(byte[] block) {
        BigInteger number = new BigInteger(1, block).shiftLeft(1);
        return fixed(number.testBit(128) ? number.xor(BigInteger.valueOf(0x87)) : number, 16);
    }

    static byte[] checkValue(byte[] key) {
        return slice(ecb(key, new byte[8]), 0, 3);
    }

    /** EMV CPS 1.1, 4.1: ENC 1, MAC 2, DEK 3. */
    static byte[] cpsKey(byte[] kmc, byte[] keyData, int number) {
        byte[] last = slice(keyData, 4, 6);
        return ecb(kmc, join(last, new byte[] {(byte) 0xF0, (byte) number}, last, new byte[] {0x0F, (byte) number}));
    }

    static byte[] scp02Key(byte[] key, int constant, byte[] counter) {
        byte[] data = new byte[16];
        data[0] = (byte) (constant >> 8);
        data[1] = (byte) constant;
        System.arraycopy(counter, 0, data, 2, 2);
        return cbc(key, data);
    }

    /** EMV Book 2, A1.3: common session key. */
    static byte[] sessionKey(byte[] master, byte[] atc) {
        byte[] zeros = new byte[5];
        return ecb(master, join(atc, new byte[] {(byte) 0xF0}, zeros, atc, new byte[] {0x0F}, zeros));
    }

    static byte[] arpc(byte[] sessionKey, byte[] arqc, byte[] statusUpdate) {
        return slice(retailMac(sessionKey, join(arqc, statusUpdate)), 0, 4);
    }

    static byte[] sha1(byte[]... parts) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(join(parts));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] rsa(byte[] data, BigInteger exponent, BigInteger modulus) {
        return fixed(new BigInteger(1, data).modPow(exponent, modulus), (modulus.bitLength() + 7) / 8);
    }

    /** Left-padded to a fixed length. */
    static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] out = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, out, length - count, count);
        return out;
    }
}

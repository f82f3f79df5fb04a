package dev.tapbench.drivers.pkcs11;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Block ciphers on a token through the platform's own provider, and MACs built of them: no class of Tapbench computes here, so that
 * known answers do not come from the code that they are to check.
 */
final class RawToken {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Provider provider;

    RawToken(Provider provider) {
        this.provider = provider;
    }

    static byte[] bytes(String hex) {
        return HEX.parseHex(hex);
    }

    static String hex(byte[]... parts) {
        return HEX.formatHex(joined(parts));
    }

    static byte[] joined(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int at = all.length;
            all = Arrays.copyOf(all, at + part.length);
            System.arraycopy(part, 0, all, at, part.length);
        }
        return all;
    }

    static byte[] first(byte[] data, int length) {
        return Arrays.copyOf(data, length);
    }

    static byte[] last(byte[] data, int length) {
        return Arrays.copyOfRange(data, data.length - length, data.length);
    }

    static byte[] xor(byte[] a, byte[] b) {
        byte[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= b[i];
        }
        return sum;
    }

    /** 80, then zeros up to a whole block. */
    static byte[] padded(byte[] data, int block) {
        byte[] padded = Arrays.copyOf(data, (data.length / block + 1) * block);
        padded[data.length] = (byte) 0x80;
        return padded;
    }

    private byte[] encipher(String algorithm, byte[] key, String mode, byte[] icv, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance(algorithm + "/" + mode + "/NoPadding", provider);
            SecretKeySpec spec = new SecretKeySpec(key, algorithm);
            if (mode.equals("CBC")) {
                cipher.init(Cipher.ENCRYPT_MODE, spec, new IvParameterSpec(icv));
            } else {
                cipher.init(Cipher.ENCRYPT_MODE, spec);
            }
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the token cannot encipher with " + algorithm + " in " + mode, e);
        }
    }

    /** Triple DES with two keys, or single DES with one of 8 bytes, which is triple DES with one key three times. */
    byte[] des(byte[] key, String mode, byte[] icv, byte[] data) {
        byte[] three = key.length == 8 ? joined(key, key, key) : joined(key, first(key, 8));
        return encipher("DESede", three, mode, icv, data);
    }

    byte[] tdes(byte[] key, byte[] data) {
        return des(key, "ECB", new byte[8], data);
    }

    byte[] aes(byte[] key, String mode, byte[] icv, byte[] data) {
        return encipher("AES", key, mode, icv, data);
    }

    byte[] aes(byte[] key, byte[] data) {
        return aes(key, "ECB", new byte[16], data);
    }

    /** ISO/IEC 9797-1 algorithm 3: all blocks but the last with single DES, the last with triple DES. */
    byte[] retailMac(byte[] key, byte[] icv, byte[] blocks) {
        byte[] chaining = icv;
        if (blocks.length > 8) {
            chaining = last(des(first(key, 8), "CBC", icv, first(blocks, blocks.length - 8)), 8);
        }
        return tdes(key, xor(last(blocks, 8), chaining));
    }

    /** NIST SP 800-38B. */
    byte[] cmac(byte[] key, byte[] data) {
        byte[] k1 = doubled(aes(key, new byte[16]));
        boolean whole = data.length > 0 && data.length % 16 == 0;
        byte[] blocks = whole ? data.clone() : padded(data, 16);
        byte[] subkey = whole ? k1 : doubled(k1);
        byte[] end = xor(last(blocks, 16), subkey);
        System.arraycopy(end, 0, blocks, blocks.length - 16, 16);
        return last(aes(key, "CBC", new byte[16], blocks), 16);
    }

    private static byte[] doubled(byte[] block) {
        BigInteger twice = new BigInteger(1, block).shiftLeft(1);
        if (twice.testBit(128)) {
            twice = twice.clearBit(128).xor(BigInteger.valueOf(0x87));
        }
        byte[] bytes = joined(new byte[16], twice.toByteArray());
        return last(bytes, 16);
    }
}

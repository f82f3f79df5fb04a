package dev.tapbench.parties.personalization;

import dev.tapbench.ports.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Triple DES of the Java platform, with nothing of ours in it: the tests' own oracle. */
final class Des {
    private static final Bytes ZERO = Bytes.zeros(8);

    private Des() {}

    static Bytes ecb(boolean encrypt, Bytes key, Bytes data) {
        return run(encrypt, "DESede/ECB/NoPadding", "DESede", key.then(key.slice(0, 8)), Bytes.empty(), data);
    }

    static Bytes cbc(boolean encrypt, Bytes key, Bytes icv, Bytes data) {
        return run(encrypt, "DESede/CBC/NoPadding", "DESede", key.then(key.slice(0, 8)), icv, data);
    }

    static Bytes single(boolean encrypt, Bytes key, Bytes data) {
        return run(encrypt, "DES/ECB/NoPadding", "DES", key, Bytes.empty(), data);
    }

    /** ISO/IEC 9797-1 algorithm 3, padding method 2. */
    static Bytes retailMac(Bytes key, Bytes icv, Bytes data) {
        Bytes block = icv;
        Bytes padded = padded(data);
        for (int at = 0; at < padded.length(); at += 8) {
            block = single(true, key.slice(0, 8), block.xor(padded.slice(at, at + 8)));
        }
        return single(true, key.slice(0, 8), single(false, key.from(8), block));
    }

    /** The last block of triple DES in CBC, padding method 2. */
    static Bytes cbcMac(Bytes key, Bytes data) {
        Bytes all = cbc(true, key, ZERO, padded(data));
        return all.from(all.length() - 8);
    }

    static Bytes padded(Bytes data) {
        return Bytes.concat(data, Bytes.of(0x80), Bytes.zeros(7 - data.length() % 8));
    }

    /** Without 80 00 .. at the end. */
    static Bytes unpadded(Bytes data) {
        int end = data.length() - 1;
        while (data.at(end) == 0) {
            end--;
        }
        return data.slice(0, end);
    }

    private static Bytes run(boolean encrypt, String name, String algorithm, Bytes key, Bytes icv, Bytes data) {
        try {
            Cipher cipher = Cipher.getInstance(name);
            SecretKeySpec spec = new SecretKeySpec(key.toArray(), algorithm);
            int mode = encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
            if (icv.isEmpty()) {
                cipher.init(mode, spec);
            } else {
                cipher.init(mode, spec, new IvParameterSpec(icv.toArray()));
            }
            return Bytes.of(cipher.doFinal(data.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

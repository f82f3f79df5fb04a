package dev.tapbench.drivers.embedded;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Blocks;
import dev.tapbench.ports.hsm.KeyCheckValue;
import dev.tapbench.ports.hsm.KeyKind;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.macs.ISO9797Alg3Mac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.ISO7816d4Padding;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Bouncy Castle's block ciphers on clear keys of this module. */
final class BlockCiphers {
    private BlockCiphers() {}

    static Bytes tripleDesEcb(byte[] key, boolean encrypt, Bytes data) {
        return run(new DESedeEngine(), new KeyParameter(key), encrypt, data);
    }

    static Bytes tripleDesCbc(byte[] key, boolean encrypt, Bytes icv, Bytes data) {
        return run(
                CBCBlockCipher.newInstance(new DESedeEngine()),
                new ParametersWithIV(new KeyParameter(key), icv.toArray()),
                encrypt,
                data);
    }

    static Bytes desEcbLeftHalf(byte[] key, boolean encrypt, Bytes data) {
        return run(new DESEngine(), new KeyParameter(key, 0, Blocks.LENGTH), encrypt, data);
    }

    /** ISO/IEC 9797-1 algorithm 3, padding method 2. */
    static Bytes retailMac(byte[] key, Bytes icv, Bytes data) {
        Mac mac = new ISO9797Alg3Mac(new DESEngine(), Blocks.LENGTH * 8, new ISO7816d4Padding());
        mac.init(new ParametersWithIV(new KeyParameter(key), icv.toArray()));
        mac.update(data.toArray(), 0, data.length());
        byte[] result = new byte[Blocks.LENGTH];
        mac.doFinal(result, 0);
        return Bytes.of(result);
    }

    static KeyCheckValue checkValue(KeyKind kind, byte[] key) {
        if (kind == KeyKind.TDES) {
            return new KeyCheckValue(
                    tripleDesEcb(key, true, Bytes.zeros(Blocks.LENGTH)).slice(0, 3));
        }
        byte[] ones = new byte[16];
        Arrays.fill(ones, (byte) 1);
        return new KeyCheckValue(run(AESEngine.newInstance(), new KeyParameter(key), true, Bytes.of(ones))
                .slice(0, 3));
    }

    private static Bytes run(BlockCipher cipher, CipherParameters parameters, boolean encrypt, Bytes data) {
        cipher.init(encrypt, parameters);
        byte[] in = data.toArray();
        byte[] out = new byte[in.length];
        for (int at = 0; at < in.length; at += cipher.getBlockSize()) {
            cipher.processBlock(in, at, out, at);
        }
        return Bytes.of(out);
    }
}

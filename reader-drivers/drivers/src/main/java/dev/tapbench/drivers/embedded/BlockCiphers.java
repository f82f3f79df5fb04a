package dev.tapbench.drivers.embedded;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyCheckValue;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.MacAlgorithm;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.macs.ISO9797Alg3Mac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Bouncy Castle's block ciphers on clear keys of this module. */
final class BlockCiphers {
    /** Length of a single DES key in bytes. */
    private static final int DES_KEY = 8;

    private BlockCiphers() {}

    /** Enciphers or deciphers whole blocks; the vector is used by CBC only. */
    static Bytes cipher(byte[] key, CipherMode mode, boolean encrypt, Bytes icv, Bytes data) {
        mode.algorithm().requireBlocks(data, "data");
        boolean leftHalf = mode == CipherMode.DES_ECB_LEFT_HALF;
        CipherParameters parameters = leftHalf ? new KeyParameter(key, 0, DES_KEY) : new KeyParameter(key);
        BlockCipher engine = leftHalf
                ? new DESEngine()
                : mode.algorithm() == KeyAlgorithm.TDES ? new DESedeEngine() : AESEngine.newInstance();
        return mode.chained()
                ? run(
                        CBCBlockCipher.newInstance(engine),
                        new ParametersWithIV(
                                parameters, mode.algorithm().requireIcv(icv).toArray()),
                        encrypt,
                        data)
                : run(engine, parameters, encrypt, data);
    }

    static Bytes mac(byte[] key, MacAlgorithm algorithm, Bytes icv, Bytes data) {
        algorithm.requireIcv(icv);
        return switch (algorithm) {
            case RETAIL, RETAIL_UNPADDED ->
                mac(
                        new ISO9797Alg3Mac(new DESEngine(), algorithm.length() * 8),
                        new ParametersWithIV(new KeyParameter(key), icv.toArray()),
                        algorithm.blocks(data));
            case TDES_CBC -> {
                Bytes chained = cipher(key, CipherMode.TDES_CBC, true, icv, algorithm.blocks(data));
                yield chained.from(chained.length() - algorithm.length());
            }
            case AES_CMAC -> mac(new CMac(AESEngine.newInstance()), new KeyParameter(key), data);
        };
    }

    private static Bytes mac(Mac mac, CipherParameters parameters, Bytes data) {
        mac.init(parameters);
        mac.update(data.toArray(), 0, data.length());
        byte[] result = new byte[mac.getMacSize()];
        mac.doFinal(result, 0);
        return Bytes.of(result);
    }

    /** The derived key's bytes. */
    static byte[] derive(byte[] parent, Derivation derivation) {
        Bytes data = derivation.data();
        Bytes key = switch (derivation.method()) {
            case TDES_ECB -> cipher(parent, CipherMode.TDES_ECB, true, Bytes.empty(), data);
            case TDES_CBC -> cipher(parent, CipherMode.TDES_CBC, true, KeyAlgorithm.TDES.zeroIcv(), data);
            case AES_ECB -> cipher(parent, CipherMode.AES_ECB, true, Bytes.empty(), data);
            case AES_CMAC ->
                derivation.inputs().stream()
                        .map(input -> mac(parent, MacAlgorithm.AES_CMAC, Bytes.empty(), input))
                        .reduce(Bytes.empty(), Bytes::then);
        };
        return key.slice(0, derivation.kind().length()).toArray();
    }

    static KeyCheckValue checkValue(KeyKind kind, byte[] key) {
        KeyAlgorithm algorithm = kind.algorithm();
        return KeyCheckValue.of(
                cipher(key, CipherMode.ecb(algorithm), true, Bytes.empty(), KeyCheckValue.block(algorithm)));
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

package dev.tapbench.emv.crypto;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;

/** EMV's two MACs (EMV Book 2, A1.2): the key's algorithm tells which. Who sends fewer bytes sends the first ones. */
final class EmvMac {
    private EmvMac() {}

    /**
     * Retail MAC with padding method 2 (8 bytes), or AES-CMAC (16 bytes).
     *
     * @param length how many of them are sent
     */
    static Bytes of(Hsm hsm, KeyLabel key, Bytes data, int length) {
        return compute(hsm, key, MacAlgorithm.RETAIL, data).slice(0, length);
    }

    /** The same over whole blocks of the key's algorithm, in full and without padding under triple DES (EMV Book 2, 9.2.3). */
    static Bytes ofBlocks(Hsm hsm, KeyLabel key, Bytes blocks) {
        return compute(hsm, key, MacAlgorithm.RETAIL_UNPADDED, blocks);
    }

    private static Bytes compute(Hsm hsm, KeyLabel key, MacAlgorithm retail, Bytes data) {
        boolean aes = hsm.info(key).kind().algorithm() == KeyAlgorithm.AES;
        MacAlgorithm algorithm = aes ? MacAlgorithm.AES_CMAC : retail;
        return hsm.mac(key, algorithm, algorithm.zeroIcv(), data);
    }
}

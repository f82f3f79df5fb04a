package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;

/** Message authentication codes, with the length of each in bytes; who needs fewer takes the first ones. */
public enum MacAlgorithm {
    /**
     * ISO/IEC 9797-1 algorithm 3 with padding method 2, 8 bytes: single DES in CBC, the last block under the whole
     * double-length key.
     */
    RETAIL(KeyAlgorithm.TDES),
    /** {@link #RETAIL} over whole blocks, 8 bytes: the caller has padded, or padding method 1 had nothing to add. */
    RETAIL_UNPADDED(KeyAlgorithm.TDES),
    /** Triple DES in CBC with padding method 2, the last block, 8 bytes: SCP02 cryptograms (GlobalPlatform Card 2.3.1, B.1.2.1). */
    TDES_CBC(KeyAlgorithm.TDES),
    /** NIST SP 800-38B, 16 bytes; it pads by itself, takes data of any length and has no initial chaining value. */
    AES_CMAC(KeyAlgorithm.AES);

    private final KeyAlgorithm algorithm;

    MacAlgorithm(KeyAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    /** The keys it takes. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** Length of the MAC in bytes. */
    public int length() {
        return algorithm.blockLength();
    }

    /** The initial chaining value where no other is named: zeros, and nothing for {@link #AES_CMAC}. */
    public Bytes zeroIcv() {
        return this == AES_CMAC ? Bytes.empty() : algorithm.zeroIcv();
    }

    /**
     * The initial chaining value, when it has the right length.
     *
     * @throws IllegalArgumentException otherwise
     */
    public Bytes requireIcv(Bytes icv) {
        if (icv.length() != zeroIcv().length()) {
            throw new IllegalArgumentException("the initial chaining value of " + this + " has " + icv.length()
                    + " bytes: expected " + zeroIcv().length());
        }
        return icv;
    }

    /**
     * The whole blocks that a MAC of DES runs over.
     *
     * @throws IllegalArgumentException when the caller had to pad and did not
     */
    public Bytes blocks(Bytes data) {
        return this == RETAIL_UNPADDED ? algorithm.requireBlocks(data, "the data of " + this) : algorithm.padded(data);
    }
}

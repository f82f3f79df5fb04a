package dev.tapbench.ports.hsm;

/** Modes of encipherment; no mode pads: the data must be whole blocks. */
public enum CipherMode {
    TDES_ECB(KeyAlgorithm.TDES, false),
    TDES_CBC(KeyAlgorithm.TDES, true),
    /** Single DES under the left half of a double-length key: SCP02's encrypted ICV (GlobalPlatform Card 2.3.1, E.3.4). */
    DES_ECB_LEFT_HALF(KeyAlgorithm.TDES, false),
    AES_ECB(KeyAlgorithm.AES, false),
    AES_CBC(KeyAlgorithm.AES, true);

    private final KeyAlgorithm algorithm;
    private final boolean chained;

    CipherMode(KeyAlgorithm algorithm, boolean chained) {
        this.algorithm = algorithm;
        this.chained = chained;
    }

    /** The keys it takes, and so the length of its blocks and of its initial chaining value. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** Whether it uses the initial chaining value. */
    public boolean chained() {
        return chained;
    }

    /** The blocks one by one. */
    public static CipherMode ecb(KeyAlgorithm algorithm) {
        return algorithm == KeyAlgorithm.TDES ? TDES_ECB : AES_ECB;
    }

    /**
     * How secrets travel under a key of this algorithm: triple DES in ECB (EMV CPS 1.1, 4.3), AES in CBC from a zero vector
     * (GlobalPlatform Amendment D, 6.2.8).
     */
    public static CipherMode forSecrets(KeyAlgorithm algorithm) {
        return algorithm == KeyAlgorithm.TDES ? TDES_ECB : AES_CBC;
    }
}

package dev.tapbench.ports.hsm;

/** Message authentication codes of 8 bytes; all pad with ISO/IEC 9797-1 method 2 (80 00 ..). */
public enum MacAlgorithm {
    /** ISO/IEC 9797-1 algorithm 3: single DES in CBC, the last block under the whole double-length key. */
    RETAIL,
    /** Triple DES in CBC, the last block: SCP02 cryptograms (GlobalPlatform Card 2.3.1, B.1.2.1). */
    TDES_CBC
}

package dev.tapbench.ports.hsm;

/** Modes of encipherment; no mode pads: the data must be whole blocks. */
public enum CipherMode {
    TDES_ECB,
    TDES_CBC,
    /** Single DES under the left half of a double-length key: SCP02's encrypted ICV (GlobalPlatform Card 2.3.1, E.3.4). */
    DES_ECB_LEFT_HALF
}

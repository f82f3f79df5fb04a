package dev.tapbench.ports.hsm;

/** What a secret key is for the module. */
public enum KeyKind {
    /** Triple DES with two keys, 16 bytes; parity bits are ignored. */
    TDES(16),
    AES_128(16),
    AES_192(24),
    AES_256(32);

    private final int length;

    KeyKind(int length) {
        this.length = length;
    }

    /** Key length in bytes. */
    public int length() {
        return length;
    }
}

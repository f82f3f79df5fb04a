package dev.tapbench.ports.hsm;

/** What a secret key is for the module. */
public enum KeyKind {
    /** Triple DES with two keys, 16 bytes; parity bits are ignored. */
    TDES(KeyAlgorithm.TDES, 16),
    AES_128(KeyAlgorithm.AES, 16),
    AES_192(KeyAlgorithm.AES, 24),
    AES_256(KeyAlgorithm.AES, 32);

    private final KeyAlgorithm algorithm;
    private final int length;

    KeyKind(KeyAlgorithm algorithm, int length) {
        this.algorithm = algorithm;
        this.length = length;
    }

    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** Key length in bytes. */
    public int length() {
        return length;
    }

    /** The AES key of a length of 16, 24 or 32 bytes. */
    public static KeyKind aes(int length) {
        return switch (length) {
            case 16 -> AES_128;
            case 24 -> AES_192;
            case 32 -> AES_256;
            default -> throw new IllegalArgumentException("an AES key has 16, 24 or 32 bytes, not " + length);
        };
    }
}

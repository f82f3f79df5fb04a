package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;

/**
 * AES-CMAC (NIST SP 800-38B, 6.2) for a module that has AES in CBC and no CMAC.
 *
 * <p>{@code zeroEnciphered} and the subkey made of it pass through the caller's memory. They are not the key and do not tell
 * it, but who knows them can turn an answer of the module's CBC into the MAC of another message.
 */
public final class Cmac {
    /** What doubling in the field of 2^128 takes off when the leftmost bit was set (SP 800-38B, 5.3). */
    private static final int REDUCTION = 0x87;

    private static final KeyAlgorithm AES = KeyAlgorithm.AES;

    private Cmac() {}

    /**
     * The blocks whose last one, enciphered in CBC from a zero vector, is the MAC.
     *
     * @param zeroEnciphered a block of zeros, enciphered under the key
     */
    public static Bytes blocks(Bytes zeroEnciphered, Bytes data) {
        Bytes subkey = doubled(AES.requireBlocks(zeroEnciphered, "the enciphered block of zeros"));
        boolean whole = !data.isEmpty() && data.length() % AES.blockLength() == 0;
        Bytes blocks = AES.paddedWhereNeeded(data);
        int last = blocks.length() - AES.blockLength();
        return blocks.slice(0, last).then(blocks.from(last).xor(whole ? subkey : doubled(subkey)));
    }

    private static Bytes doubled(Bytes block) {
        byte[] result = new byte[block.length()];
        int carry = 0;
        for (int i = result.length - 1; i >= 0; i--) {
            int shifted = block.at(i) << 1 | carry;
            result[i] = (byte) shifted;
            carry = shifted >> 8;
        }
        if (carry != 0) {
            result[result.length - 1] ^= (byte) REDUCTION;
        }
        return Bytes.of(result);
    }
}

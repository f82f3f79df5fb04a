package dev.tapbench.emv.crypto;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Pin;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;

/**
 * PIN blocks of format 4, 16 bytes (ISO 9564-1, 9.4): the PIN field is enciphered with AES, the PAN field added, and the sum
 * enciphered again. Both fields are here for who explains a block; a block exists enciphered only.
 */
public final class PinBlock4 {
    /** Length in bytes. */
    public static final int LENGTH = 16;

    private static final int RANDOM = 8;
    private static final int SHORTEST_PAN = 12;
    private static final char FORMAT = '4';

    private PinBlock4() {}

    /**
     * The PIN enciphered for an account (9.4.1).
     *
     * @param key AES
     * @param random 8 bytes, fresh for each block
     */
    public static Bytes encipher(Hsm hsm, KeyLabel key, Pin pin, Pan pan, Bytes random) {
        if (random.length() != RANDOM) {
            throw new IllegalArgumentException(
                    "a PIN block of format 4 takes 8 random bytes, not " + random.length() + " (ISO 9564-1, 9.4)");
        }
        Bytes inner = ecb(hsm, key, pinFieldWithoutRandom(pin).then(random));
        return ecb(hsm, key, inner.xor(panField(pan)));
    }

    private static Bytes ecb(Hsm hsm, KeyLabel key, Bytes block) {
        return hsm.encrypt(
                key, CipherMode.AES_ECB, CipherMode.AES_ECB.algorithm().zeroIcv(), block);
    }

    /**
     * The PIN of a block (9.4.2).
     *
     * @param key AES
     * @throws EmvDataException when the block has another length, or opens to no PIN: another key, another account or another
     *     format; the message does not hold the clear
     */
    public static Pin decipher(Hsm hsm, KeyLabel key, Bytes block, Pan pan) {
        if (block.length() != LENGTH) {
            throw new EmvDataException(
                    "a PIN block of format 4 has 16 bytes, not " + block.length() + " (ISO 9564-1, 9.4)");
        }
        Bytes zero = CipherMode.AES_ECB.algorithm().zeroIcv();
        Bytes inner = hsm.decrypt(key, CipherMode.AES_ECB, zero, block).xor(panField(pan));
        String field = hsm.decrypt(key, CipherMode.AES_ECB, zero, inner).toHex();
        if (field.charAt(0) != FORMAT) {
            throw new EmvDataException("the PIN block opens to format " + field.charAt(0)
                    + ", expected 4: another key, another account or another format (ISO 9564-1, 9.4)");
        }
        return PinBlocks.pin(field, "A*", LENGTH - RANDOM);
    }

    /** The first 8 bytes of the PIN field: {@code 4 length digits A..}; 8 random bytes follow (9.4.1). */
    public static Bytes pinFieldWithoutRandom(Pin pin) {
        String text = FORMAT + Integer.toHexString(pin.digits().length()) + pin.digits();
        return Bytes.hex(text + "A".repeat(2 * (LENGTH - RANDOM) - text.length()));
    }

    /** The PAN field: digits above 12 of the PAN, the PAN (at least 12 digits, padded with 0 on the left), 0.. (9.4.1). */
    public static Bytes panField(Pan pan) {
        String digits = "0".repeat(Math.max(0, SHORTEST_PAN - pan.digits().length())) + pan.digits();
        String text = (digits.length() - SHORTEST_PAN) + digits;
        return Bytes.hex(text + "0".repeat(2 * LENGTH - text.length()));
    }
}

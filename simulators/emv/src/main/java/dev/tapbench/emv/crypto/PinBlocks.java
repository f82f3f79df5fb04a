package dev.tapbench.emv.crypto;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pin;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import java.security.interfaces.RSAPublicKey;

/** PIN blocks for the card (ISO 9564-1, 9.3; EMV Book 3, 6.5.12; EMV Book 2, 7). */
public final class PinBlocks {
    private static final int LENGTH = 8;
    private static final int HEADER = 0x7F;

    private PinBlocks() {}

    /** Format 2: {@code 2 length digits F..}, 8 bytes (ISO 9564-1, 9.3.3). */
    public static Bytes format2(Pin pin) {
        String text = "2" + Integer.toHexString(pin.digits().length()) + pin.digits();
        return Bytes.hex(text + "F".repeat(2 * LENGTH - text.length()));
    }

    /**
     * The PIN in a block of format 2 or 1.
     *
     * @throws EmvDataException when it is neither; the message does not hold the block
     */
    public static Pin pin(Bytes block) {
        if (block.length() != LENGTH) {
            throw new EmvDataException("a PIN block has 8 bytes, not " + block.length() + " (ISO 9564-1, 9.3)");
        }
        String hex = block.toHex();
        char format = hex.charAt(0);
        if (format != '2' && format != '1') {
            throw new EmvDataException("the PIN block has format " + format + ": expected 2 or 1 (ISO 9564-1, 9.3)");
        }
        int length = Character.digit(hex.charAt(1), 16);
        if (length < 4 || length > 12) {
            throw new EmvDataException(
                    "the PIN block announces " + length + " digits: expected 4 to 12 (ISO 9564-1, 9.3)");
        }
        String digits = hex.substring(2, 2 + length);
        String fill = hex.substring(2 + length);
        if (!digits.chars().allMatch(Character::isDigit)) {
            throw new EmvDataException("the PIN block holds digits above 9 (ISO 9564-1, 9.3)");
        }
        if (format == '2' && !fill.chars().allMatch(c -> c == 'F')) {
            throw new EmvDataException("the PIN block of format 2 is not filled with F (ISO 9564-1, 9.3.3)");
        }
        return Pin.of(digits);
    }

    /**
     * The enciphered PIN for VERIFY: {@code 7F}, PIN block format 2, challenge, random padding, under the card's key (EMV Book
     * 2, 7.2).
     *
     * @param key the ICC public key, or its key for PIN encipherment
     * @param challenge 8 bytes of GET CHALLENGE
     * @return as long as the modulus
     */
    public static Bytes enciphered(RSAPublicKey key, Pin pin, Bytes challenge, Entropy entropy) {
        return Rsa.apply(key, plain(Rsa.length(key), pin, challenge, entropy));
    }

    static Bytes plain(int length, Pin pin, Bytes challenge, Entropy entropy) {
        if (challenge.length() != LENGTH) {
            throw new IllegalArgumentException("a card's challenge has 8 bytes, not " + challenge.length());
        }
        return Bytes.concat(Bytes.of(HEADER), format2(pin), challenge, entropy.bytes(length - 1 - 2 * LENGTH));
    }
}

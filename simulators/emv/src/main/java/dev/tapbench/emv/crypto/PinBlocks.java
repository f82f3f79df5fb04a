package dev.tapbench.emv.crypto;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Pin;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import java.security.interfaces.RSAPublicKey;

/**
 * PIN blocks of 8 bytes, in the clear: formats 0 to 3 (ISO 9564-1, 9.3; EMV Book 3, 6.5.12). Format 4, which exists enciphered
 * only, is {@link PinBlock4}.
 */
public final class PinBlocks {
    private static final int LENGTH = 8;
    private static final int DIGITS = 2 * LENGTH;
    private static final int HEADER = 0x7F;
    private static final int LONGEST_FILL = 7;
    private static final int PAN_DIGITS = 12;

    private PinBlocks() {}

    /** Format 0: {@code 0 length digits F..} xor the 12 rightmost digits of the PAN without its check digit (9.3.2). */
    public static Bytes format0(Pin pin, Pan pan) {
        return block('0', pin, "F".repeat(DIGITS)).xor(account(pan));
    }

    /**
     * Format 1: {@code 1 length digits random..}; it names no account (9.3.3).
     *
     * @param random 7 bytes, whose first digits fill the block
     */
    public static Bytes format1(Pin pin, Bytes random) {
        return block('1', pin, fill(random));
    }

    /** Format 2: {@code 2 length digits F..}, for cards (9.3.4). */
    public static Bytes format2(Pin pin) {
        return block('2', pin, "F".repeat(DIGITS));
    }

    /**
     * Format 3: as format 0, filled with random digits A to F (9.3.5).
     *
     * @param random 7 bytes of digits A to F only, whose first ones fill the block
     * @throws IllegalArgumentException when a digit is below A
     */
    public static Bytes format3(Pin pin, Pan pan, Bytes random) {
        String fill = fill(random);
        if (!fill.matches("[A-F]*")) {
            throw new IllegalArgumentException(
                    "a PIN block of format 3 is filled with digits A to F (ISO 9564-1, 9.3.5), not " + random);
        }
        return block('3', pin, fill).xor(account(pan));
    }

    private static String fill(Bytes random) {
        if (random.length() != LONGEST_FILL) {
            throw new IllegalArgumentException(
                    "random digits to fill a PIN block come in 7 bytes, not " + random.length() + " (ISO 9564-1, 9.3)");
        }
        return random.toHex();
    }

    private static Bytes block(char format, Pin pin, String fill) {
        String text = format + Integer.toHexString(pin.digits().length()) + pin.digits();
        return Bytes.hex(text + fill.substring(0, DIGITS - text.length()));
    }

    private static Bytes account(Pan pan) {
        String digits = pan.digits().substring(0, pan.digits().length() - 1);
        String padded = "0".repeat(DIGITS) + digits;
        return Bytes.hex("0".repeat(DIGITS - PAN_DIGITS) + padded.substring(padded.length() - PAN_DIGITS));
    }

    /**
     * The PIN in a block that names no account: format 1 or 2.
     *
     * @throws EmvDataException when it is neither; the message does not hold the block
     */
    public static Pin pin(Bytes block) {
        char format = format(block);
        if (format != '2' && format != '1') {
            throw new EmvDataException("the PIN block has format " + format + ": expected 2 or 1 (ISO 9564-1, 9.3)");
        }
        return pin(block.toHex(), format == '2' ? "F*" : ".*", LENGTH);
    }

    /**
     * The PIN in a block that names an account: format 0 or 3.
     *
     * @throws EmvDataException when it is neither, or was made for another account; the message does not hold the block
     */
    public static Pin pin(Bytes block, Pan pan) {
        char format = format(block);
        if (format != '0' && format != '3') {
            throw new EmvDataException("the PIN block has format " + format + ": expected 0 or 3 (ISO 9564-1, 9.3)");
        }
        return pin(block.xor(account(pan)).toHex(), format == '0' ? "F*" : "[A-F]*", LENGTH);
    }

    private static char format(Bytes block) {
        if (block.length() != LENGTH) {
            throw new EmvDataException("a PIN block has 8 bytes, not " + block.length() + " (ISO 9564-1, 9.3)");
        }
        return block.toHex().charAt(0);
    }

    /**
     * The PIN in {@code format length digits fill}.
     *
     * @param block digits, of which those after the first {@code length} bytes are not looked at
     * @param fill what may stand behind the PIN, as a regular expression
     */
    static Pin pin(String block, String fill, int length) {
        int count = Character.digit(block.charAt(1), 16);
        if (count < 4 || count > 12) {
            throw new EmvDataException(
                    "the PIN block announces " + count + " digits: expected 4 to 12 (ISO 9564-1, 9.3)");
        }
        String digits = block.substring(2, 2 + count);
        if (!digits.chars().allMatch(Character::isDigit)) {
            throw new EmvDataException("the PIN block holds digits above 9 (ISO 9564-1, 9.3)");
        }
        if (!block.substring(2 + count, 2 * length).matches(fill)) {
            throw new EmvDataException("the PIN block of format " + block.charAt(0) + " is not filled with "
                    + fill.replace("*", "") + " (ISO 9564-1, 9.3)");
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

    /**
     * What {@link #enciphered} enciphers.
     *
     * @param length of the key's modulus in bytes
     */
    public static Bytes plain(int length, Pin pin, Bytes challenge, Entropy entropy) {
        if (challenge.length() != LENGTH) {
            throw new IllegalArgumentException("a card's challenge has 8 bytes, not " + challenge.length());
        }
        return Bytes.concat(Bytes.of(HEADER), format2(pin), challenge, entropy.bytes(length - 1 - 2 * LENGTH));
    }
}

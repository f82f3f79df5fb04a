package dev.tapbench.emv.crypto;

import dev.tapbench.emv.Pan;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyLabel;

/** ICC master keys from an issuer master key (EMV Book 2, A1.4). */
public final class IccKeys {
    private static final int DIGITS = 16;

    private IccKeys() {}

    /** How PAN and PAN sequence number become 16 digits. */
    public enum Option {
        /** The 16 rightmost digits (EMV Book 2, A1.4.1). */
        A,
        /** For PANs of more than 16 digits: digits of their SHA-1 (EMV Book 2, A1.4.2). */
        B
    }

    /**
     * Derives a card's key with the option that the length of the PAN asks for: B above 16 digits.
     *
     * @param psn PAN sequence number, 0 to 99; 0 where the card has none
     */
    public static KeyInfo derive(Hsm hsm, KeyLabel imk, Pan pan, int psn, KeyLabel out) {
        return derive(hsm, imk, pan, psn, pan.digits().length() > DIGITS ? Option.B : Option.A, out);
    }

    /**
     * Derives a card's key with a chosen option; option B with a PAN of up to 16 digits is option A.
     *
     * @param psn PAN sequence number, 0 to 99
     */
    public static KeyInfo derive(Hsm hsm, KeyLabel imk, Pan pan, int psn, Option option, KeyLabel out) {
        Bytes data = diversification(pan, psn, option);
        return hsm.derive(
                out,
                imk,
                Derivation.ecb(data.then(inverted(data)), "ICC master key (EMV Book 2, A1.4, option " + option + ")"));
    }

    /** The 8 bytes Y. */
    static Bytes diversification(Pan pan, int psn, Option option) {
        if (psn < 0 || psn > 99) {
            throw new IllegalArgumentException("PAN sequence number " + psn + ": expected 0 to 99");
        }
        String all = pan.digits() + (psn < 10 ? "0" : "") + psn;
        if (option == Option.B && pan.digits().length() > DIGITS) {
            Bytes even = Bytes.hex(all.length() % 2 == 0 ? all : "0" + all);
            return Bytes.hex(decimalised(Sha1.of(even).toHex()));
        }
        String padded = "0".repeat(Math.max(0, DIGITS - all.length())) + all;
        return Bytes.hex(padded.substring(padded.length() - DIGITS));
    }

    /** The first 16 decimal digits of the hash; where there are fewer, then A to F from the left as 0 to 5. */
    private static String decimalised(String hash) {
        StringBuilder digits = new StringBuilder();
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < hash.length(); i++) {
            char c = hash.charAt(i);
            if (c <= '9') {
                digits.append(c);
            } else {
                letters.append((char) ('0' + (c - 'A')));
            }
        }
        return digits.append(letters).substring(0, DIGITS);
    }

    private static Bytes inverted(Bytes data) {
        return data.xor(Bytes.hex("FF".repeat(data.length())));
    }
}

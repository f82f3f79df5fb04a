package dev.tapbench.emv.crypto;

import dev.tapbench.emv.Pan;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;

/** ICC master keys from an issuer master key (EMV Book 2, A1.4). */
public final class IccKeys {
    private static final int DIGITS = 16;
    private static final int AES_DIGITS = 32;

    private IccKeys() {}

    /** How PAN and PAN sequence number become 16 digits. */
    public enum Option {
        /** The 16 rightmost digits (EMV Book 2, A1.4.1). */
        A,
        /** For PANs of more than 16 digits: digits of their SHA-1 (EMV Book 2, A1.4.2). */
        B,
        /** All digits, for AES (EMV Book 2, A1.4.3). */
        C
    }

    /**
     * Derives a card's key with the option that issuer master key and PAN ask for: C under AES, otherwise B above 16 digits.
     *
     * @param psn PAN sequence number, 0 to 99; 0 where the card has none
     */
    public static KeyInfo derive(Hsm hsm, KeyLabel imk, Pan pan, int psn, KeyLabel out) {
        boolean aes = hsm.info(imk).kind().algorithm() == KeyAlgorithm.AES;
        Option option = aes ? Option.C : pan.digits().length() > DIGITS ? Option.B : Option.A;
        return derive(hsm, imk, pan, psn, option, out);
    }

    /**
     * Derives a card's key with a chosen option; option B with a PAN of up to 16 digits is option A.
     *
     * @param imk issuer master key in the module: triple DES for A and B, AES for C
     * @param psn PAN sequence number, 0 to 99
     */
    public static KeyInfo derive(Hsm hsm, KeyLabel imk, Pan pan, int psn, Option option, KeyLabel out) {
        if (option == Option.C) {
            return hsm.derive(out, imk, optionC(hsm.info(imk).kind(), pan, psn));
        }
        Bytes data = diversification(pan, psn, option);
        return hsm.derive(
                out,
                imk,
                Derivation.ecb(data.then(inverted(data)), purpose(option)).ofCardNumber());
    }

    private static String purpose(Option option) {
        return "ICC master key (EMV Book 2, A1.4, option " + option + ")";
    }

    /** As many bits as the issuer's key has, of Y and the inverse of Y enciphered (EMV Book 2, A1.4.3). */
    private static Derivation optionC(KeyKind kind, Pan pan, int psn) {
        String all = digits(pan, psn);
        Bytes data = Bytes.hex("0".repeat(AES_DIGITS - all.length()) + all);
        boolean oneBlock = kind.length() <= data.length();
        return Derivation.aesEcb(kind, oneBlock ? data : data.then(inverted(data)), purpose(Option.C))
                .ofCardNumber();
    }

    private static String digits(Pan pan, int psn) {
        if (psn < 0 || psn > 99) {
            throw new IllegalArgumentException("PAN sequence number " + psn + ": expected 0 to 99");
        }
        return pan.digits() + (psn < 10 ? "0" : "") + psn;
    }

    /** The 8 bytes Y. */
    static Bytes diversification(Pan pan, int psn, Option option) {
        String all = digits(pan, psn);
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

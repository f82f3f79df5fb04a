package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * CVM list, 8E (EMV Book 3, 10.5 and C3).
 *
 * @param amountX in minor units of the application currency
 * @param amountY in minor units of the application currency
 * @param rules in order of preference
 */
public record CvmList(long amountX, long amountY, List<Rule> rules) {
    public CvmList {
        rules = List.copyOf(rules);
    }

    /**
     * A cardholder verification rule.
     *
     * @param code first byte: b7 apply the next rule if this one fails, b6-b1 the method
     * @param condition second byte: when it applies
     */
    public record Rule(int code, int condition) {
        /** The method alone, b6-b1: 01 plaintext PIN, 02 online PIN, 04 enciphered PIN, 1E signature, 1F none. */
        public int method() {
            return code & 0x3F;
        }

        /** The method in words (EMV Book 3, C3). */
        public String methodName() {
            return switch (method()) {
                case 0x00 -> "fail";
                case 0x01 -> "plaintext PIN by the card";
                case 0x02 -> "enciphered PIN online";
                case 0x03 -> "plaintext PIN by the card and signature";
                case 0x04 -> "enciphered PIN by the card";
                case 0x05 -> "enciphered PIN by the card and signature";
                case 0x1E -> "signature";
                case 0x1F -> "no CVM required";
                default -> "method " + Bytes.of(method());
            };
        }

        /** The condition in words (EMV Book 3, C3). */
        public String conditionName() {
            return switch (condition) {
                case 0x00 -> "always";
                case 0x01 -> "if unattended cash";
                case 0x02 -> "if not unattended cash, not manual cash and not purchase with cashback";
                case 0x03 -> "if the terminal supports the method";
                case 0x04 -> "if manual cash";
                case 0x05 -> "if purchase with cashback";
                case 0x06 -> "if in the application currency and under X";
                case 0x07 -> "if in the application currency and over X";
                case 0x08 -> "if in the application currency and under Y";
                case 0x09 -> "if in the application currency and over Y";
                default -> "condition " + Bytes.of(condition);
            };
        }

        /** Whether the next rule follows when this one fails. */
        public boolean continues() {
            return (code & 0x40) != 0;
        }
    }

    /**
     * Reads a CVM list.
     *
     * @throws EmvDataException when it has no rule, or a rule is cut
     */
    public static CvmList parse(Bytes value) {
        if (value.length() < 10 || value.length() % 2 != 0) {
            throw new EmvDataException("CVM list of " + value.length()
                    + " bytes: expected amounts X and Y of 4 bytes and rules of 2 bytes each (EMV Book 3, 10.5): '"
                    + value
                    + "'");
        }
        List<Rule> rules = new ArrayList<>();
        for (int at = 8; at < value.length(); at += 2) {
            rules.add(new Rule(value.at(at), value.at(at + 1)));
        }
        return new CvmList(value.slice(0, 4).toNumber(), value.slice(4, 8).toNumber(), rules);
    }

    public Bytes encode() {
        Bytes all = Bytes.number(amountX, 4).then(Bytes.number(amountY, 4));
        for (Rule rule : rules) {
            all = all.then(Bytes.of(rule.code(), rule.condition()));
        }
        return all;
    }
}

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

        /** Whether EMV Book 3, C3 defines the method. */
        public boolean knownMethod() {
            return BitTable.named("CVRULE").code(1, 6, 1, method()).isPresent();
        }

        /** Whether EMV Book 3, C3 defines the condition. */
        public boolean knownCondition() {
            return BitTable.named("CVRULE").code(2, 8, 1, condition).isPresent();
        }

        /** The method in words (EMV Book 3, C3). */
        public String methodName() {
            return BitTable.named("CVRULE").code(1, 6, 1, method()).orElse("method " + Bytes.of(method()));
        }

        /** The condition in words (EMV Book 3, C3). */
        public String conditionName() {
            return BitTable.named("CVRULE").code(2, 8, 1, condition).orElse("condition " + Bytes.of(condition));
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

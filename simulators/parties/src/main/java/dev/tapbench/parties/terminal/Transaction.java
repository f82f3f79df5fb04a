package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CvmResults;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tsi;
import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;

/**
 * One transaction while it runs: what is to be paid over which interface, and what the kernel's steps have found so far. The
 * findings stand in {@link #values()}, where the card asks for them.
 */
final class Transaction {
    private final Money amount;
    private final int type;
    private final Medium medium;
    private TransactionValues values;
    private Tvr tvr = Tvr.CLEAR;
    private Tsi tsi = Tsi.CLEAR;
    private CvmResults cvmResults = CvmResults.NOT_PERFORMED;

    private Transaction(Money amount, int type, Medium medium, TransactionValues values) {
        this.amount = amount;
        this.type = type;
        this.medium = medium;
        this.values = values;
    }

    /** A new one, with a fresh unpredictable number. */
    static Transaction begin(Terminal terminal, Money amount, int type, Medium medium) {
        TerminalConfig config = terminal.config();
        TransactionValues values = TransactionValues.of(config, amount, type, terminal.entropy(), terminal.clock())
                .with(Tags.TERMINAL_APPLICATION_VERSION, Bytes.number(config.applicationVersion(), 2))
                .with(Tags.TERMINAL_CAPABILITIES, config.capabilities(medium).value())
                .with(Tags.CVM_RESULTS, CvmResults.NOT_PERFORMED.encode());
        return new Transaction(amount, type, medium, values);
    }

    Money amount() {
        return amount;
    }

    /** Transaction type, 9C. */
    int type() {
        return type;
    }

    boolean isLoad() {
        return type == TransactionValues.LOAD;
    }

    boolean isRefund() {
        return type == TransactionValues.REFUND;
    }

    Medium medium() {
        return medium;
    }

    boolean contactless() {
        return medium == Medium.CONTACTLESS;
    }

    TransactionValues values() {
        return values;
    }

    Tvr tvr() {
        return tvr;
    }

    Tsi tsi() {
        return tsi;
    }

    CvmResults cvmResults() {
        return cvmResults;
    }

    /** A step found this. */
    void found(Tvr.Bit bit) {
        tvr = tvr.with(bit);
        values = values.with(Tags.TVR, tvr.value());
    }

    /** A step was performed. */
    void performed(Tsi.Bit bit) {
        tsi = tsi.with(bit);
    }

    /** How the holder was verified. */
    void verified(CvmResults results) {
        cvmResults = results;
        values = values.with(Tags.CVM_RESULTS, results.encode());
    }

    /** What the issuer or, in its place, the terminal says to the card. */
    void answered(Bytes responseCode, Bytes issuerAuthenticationData) {
        values = values.with(Tags.AUTHORISATION_RESPONSE_CODE, responseCode)
                .with(Tags.ISSUER_AUTHENTICATION_DATA, issuerAuthenticationData);
    }
}

package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Trace;

/**
 * Terminal action analysis (EMV Book 3, 10.7): the TVR against the action codes of issuer and acquirer, bit by bit. A code of the
 * issuer that the card does not bring counts as EMV says: no denial, and anything found goes online or is declined.
 */
final class ActionAnalysis {
    private static final Bytes NOTHING = Bytes.zeros(5);
    private static final Bytes ANYTHING = Bytes.hex("FFFFFFFFFF");

    private final TerminalConfig config;
    private final Trace trace;

    ActionAnalysis(TerminalConfig config, Trace trace) {
        this.config = config;
        this.trace = trace;
    }

    /** What the first GENERATE AC asks for. */
    CryptogramType first(CardApplication application, Transaction transaction) {
        CryptogramType wanted = wanted(application, transaction);
        trace.record(new Decided(
                Party.TERMINAL,
                Decision.TERMINAL_ACTION,
                wanted != CryptogramType.AAC,
                wanted + " is asked for, TVR " + transaction.tvr()));
        return wanted;
    }

    private CryptogramType wanted(CardApplication application, Transaction transaction) {
        // A refund moves nothing on the card: it is asked to decline (protocol section 5).
        if (transaction.isRefund() || denied(application, transaction)) {
            return CryptogramType.AAC;
        }
        if (transaction.isLoad()) {
            return CryptogramType.ARQC;
        }
        if (!config.onlineCapable()) {
            return declinedOffline(application, transaction) ? CryptogramType.AAC : CryptogramType.TC;
        }
        boolean online = onlineOnly()
                || found(
                        transaction,
                        application,
                        Tags.IAC_ONLINE,
                        ANYTHING,
                        config.actionCodes().online());
        return online ? CryptogramType.ARQC : CryptogramType.TC;
    }

    /** Whether a transaction whose issuer cannot be asked is declined: the default codes (EMV Book 3, 10.7). */
    boolean declinedOffline(CardApplication application, Transaction transaction) {
        return found(
                transaction,
                application,
                Tags.IAC_DEFAULT,
                ANYTHING,
                config.actionCodes().otherwise());
    }

    private boolean denied(CardApplication application, Transaction transaction) {
        return found(
                transaction,
                application,
                Tags.IAC_DENIAL,
                NOTHING,
                config.actionCodes().denial());
    }

    /** Terminal types that end in 1 or 4 never decide alone (EMV Book 4, Annex A1). */
    private boolean onlineOnly() {
        return config.terminalType() % 10 == 1 || config.terminalType() % 10 == 4;
    }

    private static boolean found(
            Transaction transaction, CardApplication application, int issuerCode, Bytes absent, Tvr acquirer) {
        Bytes issuer = new Tvr(application.find(issuerCode).orElse(absent)).value();
        Bytes tvr = transaction.tvr().value();
        for (int i = 0; i < tvr.length(); i++) {
            if ((tvr.at(i) & (issuer.at(i) | acquirer.value().at(i))) != 0) {
                return true;
            }
        }
        return false;
    }
}

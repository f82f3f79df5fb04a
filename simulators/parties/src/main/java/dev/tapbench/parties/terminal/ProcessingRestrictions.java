package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.Bytes;
import java.util.Optional;

/** Processing restrictions (EMV Book 3, 10.4): is the application meant for this terminal, this service and this day? */
final class ProcessingRestrictions {
    // Application usage control, byte 1 (EMV Book 3, C2).
    private static final int DOMESTIC_GOODS_AND_SERVICES = 0x28;
    private static final int INTERNATIONAL_GOODS_AND_SERVICES = 0x14;
    private static final int AT_ATMS = 0x02;
    private static final int ELSEWHERE = 0x01;

    private final TerminalConfig config;

    ProcessingRestrictions(TerminalConfig config) {
        this.config = config;
    }

    /** The three checks in their order; none of them ends a transaction by itself. */
    void check(CardApplication application, Transaction transaction) {
        applicationVersion(application, transaction);
        usageControl(application, transaction);
        dates(application, transaction);
    }

    /** 10.4.1 */
    private void applicationVersion(CardApplication application, Transaction transaction) {
        Bytes own = Bytes.number(config.applicationVersion(), 2);
        if (application
                .find(Tags.APPLICATION_VERSION)
                .filter(v -> !v.equals(own))
                .isPresent()) {
            transaction.found(Tvr.Bit.VERSIONS_DIFFER);
        }
    }

    /** 10.4.2: where to, and where the issuer's country is told, what for. Loads and refunds are no service of the list. */
    private void usageControl(CardApplication application, Transaction transaction) {
        Optional<Bytes> control = application.find(Tags.APPLICATION_USAGE_CONTROL);
        if (control.isEmpty()) {
            return;
        }
        int usage = control.get().at(0);
        boolean allowed = (usage & (isAtm() ? AT_ATMS : ELSEWHERE)) != 0;
        Optional<Bytes> country = application.find(Tags.ISSUER_COUNTRY);
        if (country.isPresent() && transaction.type() == TransactionValues.PURCHASE) {
            boolean domestic = country.get().equals(transaction.values().get(Tags.TERMINAL_COUNTRY));
            allowed &= (usage & (domestic ? DOMESTIC_GOODS_AND_SERVICES : INTERNATIONAL_GOODS_AND_SERVICES)) != 0;
        }
        if (!allowed) {
            transaction.found(Tvr.Bit.SERVICE_NOT_ALLOWED);
        }
    }

    /** An unattended terminal of a financial institution (EMV Book 4, Annex A1). */
    private boolean isAtm() {
        return config.terminalType() >= 14 && config.terminalType() <= 16;
    }

    /** 10.4.3; dates are YYMMDD, so that they compare as texts within the century of the transaction. */
    private static void dates(CardApplication application, Transaction transaction) {
        String today = transaction.values().get(Tags.TRANSACTION_DATE).toHex();
        if (application
                .find(Tags.EFFECTIVE_DATE)
                .filter(d -> d.toHex().compareTo(today) > 0)
                .isPresent()) {
            transaction.found(Tvr.Bit.NOT_YET_EFFECTIVE);
        }
        if (application.require(Tags.EXPIRY_DATE).toHex().compareTo(today) < 0) {
            transaction.found(Tvr.Bit.EXPIRED);
        }
    }
}

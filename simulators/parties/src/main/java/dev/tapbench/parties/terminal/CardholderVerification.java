package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.CvmList;
import dev.tapbench.emv.CvmResults;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.TerminalCapabilities;
import dev.tapbench.emv.Tsi;
import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import java.util.Optional;

/**
 * Cardholder verification (EMV Book 3, 10.5): the card's CVM list, rule by rule, until a method succeeds or none is left. What
 * came of it stands in the CVM results (9F34) and the TVR.
 */
final class CardholderVerification {
    private static final CvmList.Rule NO_RULE = new CvmList.Rule(0x3F, 0x00);

    private final Terminal terminal;

    CardholderVerification(Terminal terminal) {
        this.terminal = terminal;
    }

    void verify(CardDialogue card, CardApplication application, Transaction transaction, PinEntry holder) {
        if (!application.aip().has(Aip.Bit.CARDHOLDER_VERIFICATION)) {
            return;
        }
        Optional<CvmList> list = application.find(Tags.CVM_LIST).map(CvmList::parse);
        if (list.isEmpty()) {
            transaction.found(Tvr.Bit.ICC_DATA_MISSING);
            return;
        }
        OfflinePin pin = new OfflinePin(terminal, card, application, transaction, holder);
        CvmResults results = process(list.get(), application, transaction, pin);
        transaction.verified(results);
        transaction.performed(Tsi.Bit.CARDHOLDER_VERIFICATION_PERFORMED);
        boolean failed = results.result() == CvmResults.FAILED;
        if (failed) {
            transaction.found(Tvr.Bit.CVM_FAILED);
        }
        String method = results.performed() ? results.rule().methodName() : "no rule applies";
        terminal.trace()
                .record(new Decided(
                        Party.TERMINAL, Decision.CARDHOLDER_VERIFIED, !failed, method + ": " + results.outcome()));
    }

    private CvmResults process(CvmList list, CardApplication application, Transaction transaction, OfflinePin pin) {
        CvmList.Rule last = NO_RULE;
        for (CvmList.Rule rule : list.rules()) {
            if (!applies(rule, list, application, transaction)) {
                continue;
            }
            last = rule;
            Optional<CvmResults> success = perform(rule, transaction, pin);
            if (success.isPresent()) {
                return success.get();
            }
            if (!rule.continues()) {
                break;
            }
        }
        return new CvmResults(last, CvmResults.FAILED);
    }

    /** The condition (EMV Book 3, C3). Cash and cashback do not occur here; a condition that nobody knows is not met. */
    private boolean applies(CvmList.Rule rule, CvmList list, CardApplication application, Transaction transaction) {
        long amount = transaction.amount().minor();
        boolean ownCurrency = application
                .find(Tags.APPLICATION_CURRENCY)
                .filter(code -> code.equals(transaction.amount().currency().code()))
                .isPresent();
        return switch (rule.condition()) {
            case 0x00, 0x02 -> true;
            case 0x03 ->
                CvmMethod.of(rule.method())
                        .filter(m -> m.supportedBy(capabilities(transaction)))
                        .isPresent();
            case 0x06 -> ownCurrency && amount < list.amountX();
            case 0x07 -> ownCurrency && amount > list.amountX();
            case 0x08 -> ownCurrency && amount < list.amountY();
            case 0x09 -> ownCurrency && amount > list.amountY();
            default -> false;
        };
    }

    private TerminalCapabilities capabilities(Transaction transaction) {
        return terminal.config().capabilities(transaction.medium());
    }

    /** One method; empty where it did not succeed. */
    private Optional<CvmResults> perform(CvmList.Rule rule, Transaction transaction, OfflinePin pin) {
        Optional<CvmMethod> known = CvmMethod.of(rule.method());
        if (known.isEmpty()) {
            transaction.found(Tvr.Bit.CVM_UNKNOWN);
            return Optional.empty();
        }
        CvmMethod method = known.get();
        if (!method.supportedBy(capabilities(transaction))) {
            if (method.offlinePin()) {
                transaction.found(Tvr.Bit.PIN_PAD_MISSING);
            }
            return Optional.empty();
        }
        if (method == CvmMethod.FAIL || (method.offlinePin() && !pin.verify(method))) {
            return Optional.empty();
        }
        // A signature is compared by a person, after the card is gone (EMV Book 4, 6.3.4.5).
        return Optional.of(new CvmResults(rule, method.signature() ? CvmResults.UNKNOWN : CvmResults.SUCCESSFUL));
    }
}

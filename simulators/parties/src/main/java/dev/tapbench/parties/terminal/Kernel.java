package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CryptogramType;

/**
 * A transaction in the order of the specification (EMV Book 3, figure 7), from the card in the reader to its first cryptogram.
 * Each step leaves what it found in the {@link Transaction}; only the action analysis draws a conclusion from it.
 */
final class Kernel {
    private final Terminal terminal;
    private final ApplicationInitiation initiation;
    private final ProcessingRestrictions restrictions;
    private final CardholderVerification verification;
    private final TerminalRiskManagement riskManagement;
    private final ActionAnalysis actionAnalysis;

    Kernel(Terminal terminal) {
        this.terminal = terminal;
        TerminalConfig config = terminal.config();
        initiation = new ApplicationInitiation(new Selection(config, terminal.trace()), terminal.trace());
        restrictions = new ProcessingRestrictions(config);
        verification = new CardholderVerification(terminal);
        riskManagement = new TerminalRiskManagement(config, terminal.entropy());
        actionAnalysis = new ActionAnalysis(config, terminal.trace());
    }

    /**
     * The steps.
     *
     * @param holder who is asked for a PIN, where the CVM list wants one
     * @throws TapEnded when a step ends the transaction
     */
    FirstCryptogram untilFirstCryptogram(CardDialogue card, Transaction transaction, PinEntry holder) {
        // Book 1, 12 and Book 3, 10.1 to 10.2: application selection, initiation, read application data
        CardApplication application = initiation.open(card, transaction);
        // 10.3: offline data authentication
        OfflineAuthentication authentication = terminal.authentication().authenticate(card, application, transaction);
        requireKeyOfLoad(transaction, authentication);
        // 10.4: processing restrictions
        restrictions.check(application, transaction);
        // 10.5: cardholder verification; a load's holder is verified at its third tap, a refund's not at all
        if (transaction.type() == TransactionValues.PURCHASE) {
            verification.verify(card, application, transaction, holder);
        }
        // 10.6: terminal risk management
        riskManagement.manage(card, application, transaction);
        // 10.7: terminal action analysis
        CryptogramType wanted = actionAnalysis.first(application, transaction);
        // 10.8: card action analysis
        return FirstCryptogram.ask(terminal, card, transaction, application, authentication, wanted);
    }

    /** Taps 2 and 3 know their card by the key certified at tap 1: without one there is no load (protocol section 3). */
    private static void requireKeyOfLoad(Transaction transaction, OfflineAuthentication authentication) {
        if (transaction.isLoad() && !authentication.awaitsSignedCryptogram()) {
            throw new TapEnded(
                    Outcome.DECLINED,
                    authentication.failure().isEmpty()
                            ? "a load needs CDA, which this card does not offer"
                            : authentication.failure());
        }
    }

    /** Whether a transaction whose issuer cannot be asked is declined (10.7, default action codes). */
    boolean declinedOffline(CardApplication application, Transaction transaction) {
        return actionAnalysis.declinedOffline(application, transaction);
    }
}

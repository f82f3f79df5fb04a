package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Aip;
import dev.tapbench.emv.CvmResults;
import dev.tapbench.emv.Money;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;

/**
 * A purchase: with one tap, or two where the phone asks its holder for a verification between them, or with the card in the
 * contact reader. What card and terminal decide, and whether the issuer is asked, comes out of the {@link Kernel}.
 */
public final class PurchaseTransaction {
    private final Terminal terminal;
    private final Money amount;
    private State state = State.AWAITING_CARD;

    /** Where the purchase stands. */
    public enum State {
        AWAITING_CARD,
        /** After "see phone": the same purchase goes on with the next tap. */
        AWAITING_TAP_AGAIN,
        /** After "try another interface": the same purchase goes on with the card in the contact reader. */
        AWAITING_INSERTION,
        APPROVED,
        DECLINED;

        public boolean over() {
            return this == APPROVED || this == DECLINED;
        }
    }

    PurchaseTransaction(Terminal terminal, Money amount) {
        this.terminal = terminal;
        this.amount = amount;
        new Display(terminal.trace()).show(Prompt.PRESENT_CARD, amount.toString());
    }

    public State state() {
        return state;
    }

    public Money amount() {
        return amount;
    }

    /**
     * One tap.
     *
     * @throws IllegalStateException when the purchase is over
     * @throws dev.tapbench.ports.ProductException when the card's data cannot be read
     */
    public TapResult tap(Card card) {
        Display display = begin();
        if (amount.minor() > terminal.config().risk().contactlessLimit()) {
            return tryAnotherInterface(display, "the amount is above the limit for taps");
        }
        return run(display, terminal.reader(), card, PinEntry.NOBODY);
    }

    /**
     * The card goes into the contact reader, and stays there until the end.
     *
     * @param holder who is asked for a PIN, where the card wants one
     * @throws IllegalStateException when the purchase is over, or the terminal has no contact reader
     * @throws dev.tapbench.ports.ProductException when the card's data cannot be read
     */
    public TapResult insert(Card card, PinEntry holder) {
        Display display = begin();
        Reader reader = terminal.contactReader()
                .orElseThrow(() -> new IllegalStateException("this terminal has no contact reader"));
        return run(display, reader, card, holder);
    }

    private Display begin() {
        if (state.over()) {
            throw new IllegalStateException("the purchase is " + state + ": no card is expected");
        }
        return new Display(terminal.trace());
    }

    private TapResult run(Display display, Reader reader, Card card, PinEntry holder) {
        Transaction transaction = Transaction.begin(terminal, amount, TransactionValues.PURCHASE, reader.medium());
        try (CardDialogue dialogue = CardDialogue.open(reader, card)) {
            FirstCryptogram first = terminal.kernel().untilFirstCryptogram(dialogue, transaction, holder);
            return switch (first.answer().type()) {
                case TC -> approveOffline(first, transaction, display);
                case ARQC -> goOnline(dialogue, first, transaction, display);
                case AAC -> declined(first, transaction, display);
            };
        } catch (CardRemovedException e) {
            display.show(Prompt.TRY_AGAIN, "present card again");
            return display.goOn(Outcome.TRY_AGAIN, "the card left the field");
        } catch (TapEnded e) {
            if (e.outcome() == Outcome.END_APPLICATION) {
                display.show(Prompt.TRY_ANOTHER_CARD, e.reason());
            }
            return decline(display, e.outcome(), e.reason());
        }
    }

    /** The merchant presents the certificate later. */
    private TapResult approveOffline(FirstCryptogram first, Transaction transaction, Display display) {
        terminal.queue()
                .store(terminal.host()
                        .request("0220", TransactionValues.PURCHASE, amount, first.application())
                        .withChipData(first.chipData()));
        return approve(transaction, display, "");
    }

    private TapResult goOnline(CardDialogue dialogue, FirstCryptogram first, Transaction transaction, Display display) {
        display.show(Prompt.AUTHORISING, "");
        OnlineProcessing.Result result =
                new OnlineProcessing(terminal, terminal.kernel(), dialogue, transaction, first).run();
        return result.approved()
                ? approve(transaction, display, result.reason())
                : decline(display, Outcome.DECLINED, result.reason());
    }

    private TapResult declined(FirstCryptogram first, Transaction transaction, Display display) {
        if (first.answer().asksForVerification()) {
            return seePhone(display);
        }
        if (transaction.contactless()
                && terminal.contactReader().isPresent()
                && !first.application().aip().has(Aip.Bit.ON_DEVICE_VERIFICATION)
                && first.answer().wantsHolderVerified()) {
            return tryAnotherInterface(display, "the card wants to see its holder: insert it");
        }
        return decline(display, Outcome.DECLINED, "the card declined");
    }

    private TapResult approve(Transaction transaction, Display display, String reason) {
        state = State.APPROVED;
        boolean signature =
                transaction.cvmResults().performed() && transaction.cvmResults().result() == CvmResults.UNKNOWN;
        display.show(signature ? Prompt.APPROVED_SIGN : Prompt.APPROVED, amount.toString());
        return display.end(Outcome.APPROVED, reason);
    }

    /** End application with restart, "see phone" (EMV Contactless Book A, 6.2 and 8.2.7). */
    private TapResult seePhone(Display display) {
        state = State.AWAITING_TAP_AGAIN;
        display.show(Party.READER, Prompt.SEE_PHONE, "");
        return restart(display, Outcome.END_APPLICATION, "see phone: a cardholder verification is asked for");
    }

    /** EMV Contactless Book A, 6.2.7: the same purchase goes on over contacts. */
    private TapResult tryAnotherInterface(Display display, String reason) {
        if (terminal.contactReader().isEmpty()) {
            return decline(display, Outcome.TRY_ANOTHER_INTERFACE, reason);
        }
        state = State.AWAITING_INSERTION;
        display.show(Prompt.INSERT_CARD, reason);
        return restart(display, Outcome.TRY_ANOTHER_INTERFACE, reason);
    }

    private TapResult restart(Display display, Outcome outcome, String reason) {
        terminal.trace()
                .record(new Decided(
                        Party.TERMINAL,
                        Decision.TRANSACTION_OUTCOME,
                        false,
                        outcome.label() + " with restart: " + reason));
        return display.goOn(outcome, reason);
    }

    private TapResult decline(Display display, Outcome outcome, String reason) {
        state = State.DECLINED;
        display.show(Prompt.DECLINED, reason);
        return display.end(outcome, reason);
    }
}

package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Money;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;

/** A contactless purchase, offline: one tap, or two where the phone asks its holder for a verification between them. */
public final class PurchaseTransaction {
    private final Terminal terminal;
    private final Money amount;
    private State state = State.AWAITING_TAP;

    /** Where the purchase stands. */
    public enum State {
        AWAITING_TAP,
        /** After "see phone": the same purchase goes on with the next tap. */
        AWAITING_TAP_AGAIN,
        APPROVED,
        DECLINED
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
        if (state == State.APPROVED || state == State.DECLINED) {
            throw new IllegalStateException("the purchase is " + state + ": no tap is expected");
        }
        Display display = new Display(terminal.trace());
        try (CardDialogue dialogue = CardDialogue.open(terminal.reader(), card)) {
            FirstCryptogram first =
                    FirstCryptogram.ask(terminal, dialogue, amount, TransactionValues.PURCHASE, CryptogramType.TC);
            return decide(first, display);
        } catch (CardRemovedException e) {
            display.show(Prompt.TRY_AGAIN, "present card again");
            return display.goOn(Outcome.TRY_AGAIN, "the card left the field");
        } catch (TapEnded e) {
            return decline(display, e.outcome(), e.reason());
        }
    }

    private TapResult decide(FirstCryptogram first, Display display) {
        return switch (first.answer().type()) {
            case TC -> approve(first, display);
            case ARQC -> decline(display, Outcome.DECLINED, "online purchase is not part of this release");
            case AAC ->
                first.answer().asksForVerification()
                        ? seePhone(display)
                        : decline(display, Outcome.DECLINED, "the card declined");
        };
    }

    private TapResult approve(FirstCryptogram first, Display display) {
        state = State.APPROVED;
        terminal.queue()
                .store(terminal.host()
                        .request("0220", TransactionValues.PURCHASE, amount, first.application())
                        .withChipData(first.chipData()));
        display.show(Prompt.APPROVED, amount.toString());
        return display.end(Outcome.APPROVED, "");
    }

    /** End application with restart, "see phone" (EMV Contactless Book A, 6.2 and 8.2.7). */
    private TapResult seePhone(Display display) {
        state = State.AWAITING_TAP_AGAIN;
        String reason = "see phone: a cardholder verification is asked for";
        display.show(Party.READER, Prompt.SEE_PHONE, "");
        terminal.trace()
                .record(new Decided(
                        Party.TERMINAL,
                        Decision.TRANSACTION_OUTCOME,
                        false,
                        Outcome.END_APPLICATION.label() + " with restart: " + reason));
        return display.goOn(Outcome.END_APPLICATION, reason);
    }

    private TapResult decline(Display display, Outcome outcome, String reason) {
        state = State.DECLINED;
        display.show(Prompt.DECLINED, reason);
        return display.end(outcome, reason);
    }
}

package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Money;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.trace.Prompt;

/**
 * A refund with one tap (protocol section 5): the card is asked for an AAC, which proves that it was there and moves nothing on
 * it. The issuer credits the account; the terminal says so only when the issuer has.
 */
public final class RefundTransaction {
    private final Terminal terminal;
    private final Money amount;
    private boolean over;

    RefundTransaction(Terminal terminal, Money amount) {
        this.terminal = terminal;
        this.amount = amount;
        new Display(terminal.trace()).show(Prompt.PRESENT_CARD, amount.toString());
    }

    /**
     * The tap.
     *
     * @throws IllegalStateException when the refund is over
     * @throws dev.tapbench.ports.ProductException when the card's data cannot be read
     */
    public TapResult tap(Card card) {
        if (over) {
            throw new IllegalStateException("the refund is over: no tap is expected");
        }
        Display display = new Display(terminal.trace());
        FirstCryptogram first;
        Transaction transaction = Transaction.begin(
                terminal, amount, TransactionValues.REFUND, terminal.reader().medium());
        try (CardDialogue dialogue = CardDialogue.open(terminal.reader(), card)) {
            first = terminal.kernel().untilFirstCryptogram(dialogue, transaction, PinEntry.NOBODY);
        } catch (CardRemovedException e) {
            display.show(Prompt.TRY_AGAIN, "present card again");
            return display.goOn(Outcome.TRY_AGAIN, "the card left the field");
        } catch (TapEnded e) {
            return refuse(display, e.outcome(), e.reason());
        }
        over = true;
        return tellIssuer(display, first);
    }

    /** 0220 with the AAC; one that is not answered waits and goes out again as 0221. */
    private TapResult tellIssuer(Display display, FirstCryptogram first) {
        HostMessage advice = terminal.host()
                .request("0220", TransactionValues.REFUND, amount, first.application())
                .withChipData(first.chipData());
        HostDialogue.Answer answer = terminal.host().exchange(advice);
        if (answer instanceof HostDialogue.Answer.None none) {
            terminal.queue().store(advice.asRepeat());
            return refuse(display, Outcome.DECLINED, "the refund waits: " + none.reason());
        }
        HostDialogue.Answer.Trusted trusted = (HostDialogue.Answer.Trusted) answer;
        if (!trusted.approved()) {
            return refuse(
                    display,
                    Outcome.DECLINED,
                    "the issuer refused the refund with DE39 "
                            + trusted.message().field(39).orElse("missing"));
        }
        display.show(Prompt.REFUNDED, amount.toString());
        return display.end(Outcome.APPROVED, "");
    }

    private TapResult refuse(Display display, Outcome outcome, String reason) {
        over = true;
        display.show(Prompt.DECLINED, reason);
        return display.end(outcome, reason);
    }
}

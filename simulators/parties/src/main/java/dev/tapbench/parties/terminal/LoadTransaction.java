package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A load with three taps (protocol section 3): the card's request, the issuer's answer, the holder's PIN. */
public final class LoadTransaction {
    private final Terminal terminal;
    private final Money amount;
    private final PinPad pinPad;
    private State state = State.AWAITING_FIRST_TAP;
    private @Nullable HostMessage request;
    private @Nullable LoadInProgress load;
    private @Nullable ThirdTap third;

    /** Where the load stands. */
    public enum State {
        AWAITING_FIRST_TAP,
        AWAITING_SECOND_TAP,
        AWAITING_PIN,
        AWAITING_THIRD_TAP,
        /** The card accepted it and gave its receipt. */
        ACCEPTED,
        REFUSED;

        public boolean over() {
            return this == ACCEPTED || this == REFUSED;
        }
    }

    /** @param asked whether there is anything to load; otherwise it is over before it begins */
    LoadTransaction(Terminal terminal, Money amount, boolean asked) {
        this.terminal = terminal;
        this.amount = amount;
        pinPad = new PinPad(terminal.clock(), terminal.config().pinLife());
        Display display = new Display(terminal.trace());
        if (asked) {
            display.show(Prompt.PRESENT_CARD, amount.toString());
        } else {
            state = State.REFUSED;
            display.show(Prompt.LOAD_REFUSED, "there is nothing to load");
        }
    }

    public State state() {
        return state;
    }

    public Money amount() {
        return amount;
    }

    /**
     * The next tap. A card that leaves too early is asked for again, and the same tap is repeated.
     *
     * @throws IllegalStateException when the load is over
     * @throws dev.tapbench.ports.ProductException when the card's data cannot be read
     */
    public TapResult tap(Card card) {
        Display display = new Display(terminal.trace());
        if (state.over()) {
            throw new IllegalStateException("the load is " + state + ": no tap is expected");
        }
        if (state == State.AWAITING_PIN) {
            return askForPin(display, Outcome.TRY_AGAIN, "the PIN is awaited, not the card");
        }
        try {
            return switch (state) {
                case AWAITING_FIRST_TAP -> firstTap(display, card);
                case AWAITING_SECOND_TAP -> secondTap(display, card, load());
                default -> thirdTap(display, card, load());
            };
        } catch (CardRemovedException e) {
            return tryAgain(display, "the card left the field");
        } catch (TapEnded e) {
            return e.outcome() == Outcome.TRY_AGAIN
                    ? tryAgain(display, e.reason())
                    : refuse(display, e.outcome(), e.reason());
        }
    }

    /**
     * The cardholder enters the PIN; the terminal then asks for the card again (L-10, L-11).
     *
     * @throws IllegalStateException when no PIN was asked for
     */
    public void enterPin(Pin pin) {
        if (state != State.AWAITING_PIN) {
            throw new IllegalStateException("no PIN was asked for: the load is " + state);
        }
        pinPad.enter(pin);
        terminal.trace().record(new Entered(Party.PIN_PAD, Entered.Entry.PIN));
        state = State.AWAITING_THIRD_TAP;
        new Display(terminal.trace()).show(Prompt.PRESENT_CARD_AGAIN, "third tap");
    }

    /** The cardholder gives up; harmless when the load is over. */
    public void cancel() {
        pinPad.clear();
        if (!state.over()) {
            refuse(new Display(terminal.trace()), Outcome.END_APPLICATION, "cancelled");
        }
    }

    // Tap 1 (L-03 to L-07): the card's request goes to the issuer.

    private TapResult firstTap(Display display, Card card) {
        FirstCryptogram cryptogram;
        try (CardDialogue dialogue = CardDialogue.open(terminal.reader(), card)) {
            Transaction transaction = Transaction.begin(terminal, amount, TransactionValues.LOAD, Medium.CONTACTLESS);
            cryptogram = terminal.kernel().untilFirstCryptogram(dialogue, transaction, PinEntry.NOBODY);
        }
        if (cryptogram.answer().type() != CryptogramType.ARQC) {
            return refuse(display, Outcome.DECLINED, "the card declined");
        }
        HostMessage sent = terminal.host()
                .request("0100", TransactionValues.LOAD, amount, cryptogram.application())
                .withChipData(cryptogram.chipData());
        request = sent;
        terminal.queue().underWay(terminal.host().reversal(sent, amount, cryptogram.application()));
        HostDialogue.Answer answer = terminal.host().exchange(sent);
        if (answer instanceof HostDialogue.Answer.None none) {
            return refuse(display, Outcome.DECLINED, none.reason());
        }
        HostDialogue.Answer.Trusted trusted = (HostDialogue.Answer.Trusted) answer;
        if (!trusted.approved()) {
            settled(sent);
            return refuse(
                    display,
                    Outcome.DECLINED,
                    "the issuer declined with DE39 "
                            + trusted.message().field(39).orElse("missing"));
        }
        return approved(display, cryptogram, sent, trusted.message());
    }

    private TapResult approved(Display display, FirstCryptogram cryptogram, HostMessage sent, HostMessage response) {
        load = LoadInProgress.approved(amount, cryptogram, sent, response);
        state = State.AWAITING_SECOND_TAP;
        display.show(Prompt.PRESENT_CARD_AGAIN, "second tap");
        return display.goOn(Outcome.ONLINE_REQUEST, "the issuer approved");
    }

    // Tap 2 (L-08 to L-10): the issuer's answer goes to the card.

    private TapResult secondTap(Display display, Card card, LoadInProgress current) {
        SecondTap.Result result;
        try (CardDialogue dialogue = CardDialogue.open(terminal.reader(), card)) {
            result = new SecondTap(terminal, current).run(dialogue);
        }
        if (result instanceof SecondTap.Refused refused) {
            load = current.withCardsWord(refused.chipData());
            return refuse(display, Outcome.DECLINED, refused.reason());
        }
        return askForPin(display, Outcome.END_APPLICATION, "the card authenticated its issuer");
    }

    private TapResult askForPin(Display display, Outcome outcome, String reason) {
        state = State.AWAITING_PIN;
        display.show(Party.READER, Prompt.ENTER_PIN, "");
        return display.goOn(outcome, reason);
    }

    // Tap 3 (L-11 to L-14): the PIN goes to the card, and the receipt to the issuer.

    /** One for all its tries: it remembers whether the card was ever sent a PIN. */
    private ThirdTap third(LoadInProgress current) {
        ThirdTap begun = third;
        if (begun == null) {
            begun = new ThirdTap(terminal, current, pinPad);
            third = begun;
        }
        return begun;
    }

    private TapResult thirdTap(Display display, Card card, LoadInProgress current) {
        ThirdTap.Result result;
        try (CardDialogue dialogue = CardDialogue.open(terminal.reader(), card)) {
            result = third(current).run(dialogue);
        }
        if (result instanceof ThirdTap.Receipt receipt) {
            return settle(display, current, receipt);
        }
        if (result instanceof ThirdTap.WrongPin wrong) {
            int left = wrong.triesLeft();
            display.show(Prompt.WRONG_PIN, left + (left == 1 ? " try left" : " tries left"));
            state = State.AWAITING_PIN;
            display.show(Party.READER, Prompt.ENTER_PIN, "");
            return display.goOn(Outcome.TRY_AGAIN, left, "the PIN was wrong");
        }
        if (result instanceof ThirdTap.PinGone) {
            return askForPin(display, Outcome.TRY_AGAIN, "the PIN was kept no longer: it must be entered again");
        }
        ThirdTap.Refused refused = (ThirdTap.Refused) result;
        return refuse(display, Outcome.DECLINED, refused.reason());
    }

    /** The receipt says what the card did; the completion carries it, whichever it is. */
    private TapResult settle(Display display, LoadInProgress current, ThirdTap.Receipt result) {
        LoadReceipt receipt = result.receipt();
        pinPad.clear();
        if (!current.matches(receipt)) {
            return refuse(display, Outcome.DECLINED, "the card's receipt is not this load's");
        }
        String completion = complete(current, receipt);
        settled(current.request());
        if (receipt.accepted()) {
            state = State.ACCEPTED;
            display.show(Prompt.LOAD_ACCEPTED, amount.toString());
            return display.end(Outcome.APPROVED, completion);
        }
        if (!result.noTryLeft()) {
            return refuse(display, Outcome.DECLINED, "the card has abandoned the load");
        }
        display.show(Prompt.PIN_TRIES_EXHAUSTED, "");
        return refuse(display, Outcome.DECLINED, "no PIN try is left: the card abandoned the load");
    }

    /** 0220 with DF22; one that is not answered waits and goes out again as 0221. */
    private String complete(LoadInProgress current, LoadReceipt receipt) {
        HostMessage advice = terminal.host()
                .following("0220", TransactionValues.LOAD, amount, current.application(), current.request())
                .echoing(current.response(), 38)
                .withChipData(Tlv.encode(Tags.LOAD_RECEIPT, receipt.encode()));
        HostDialogue.Answer answer = terminal.host().exchange(advice);
        if (answer instanceof HostDialogue.Answer.Trusted trusted) {
            return trusted.approved()
                    ? ""
                    : "the issuer refused the completion with DE39 "
                            + trusted.message().field(39).orElse("missing");
        }
        terminal.queue().store(advice.asRepeat());
        return "the completion waits: " + ((HostDialogue.Answer.None) answer).reason();
    }

    // Ends

    private TapResult tryAgain(Display display, String reason) {
        display.show(Prompt.TRY_AGAIN, reason);
        return display.goOn(Outcome.TRY_AGAIN, reason);
    }

    /** A request that may have been approved is taken back: the issuer then has the hold in doubt. */
    private TapResult refuse(Display display, Outcome outcome, String reason) {
        state = State.REFUSED;
        pinPad.clear();
        if (request != null) {
            terminal.queue().reverse(request, load == null ? Bytes.empty() : load.cardsWord());
            request = null;
        }
        display.show(Prompt.LOAD_REFUSED, reason);
        return display.end(outcome, OptionalInt.empty(), reason);
    }

    private void settled(HostMessage sent) {
        terminal.queue().settled(sent);
        request = null;
    }

    private LoadInProgress load() {
        if (load == null) {
            throw new IllegalStateException("a load in state " + state + " was approved");
        }
        return load;
    }

    /** The load number of the card at tap 1: an accepted load makes it one more. */
    static int loadNumber(FirstCryptogram cryptogram) {
        return Iad.parse(cryptogram.answer().iad()).loadNumber();
    }
}

package dev.tapbench.bench;

import dev.tapbench.emv.CardQuestions;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.CounterReport;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.PendingLoad;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.reports.SkipException;

/**
 * What is on a card, read back over a link of its own for each question, so that nothing that a party remembers can answer for
 * the card. It sends no command that moves a counter or closes a pending load, but for {@link #canPay}.
 */
public final class CardView {
    private final Reader reader;
    private final CardQuestions application;
    private final Card card;
    private final Currency currency;

    /**
     * @param reader contact or wired: those show all counters; antenna where the device or the bench has nothing else
     * @param aid of the payment application
     */
    public CardView(Reader reader, Card card, Bytes aid, Currency currency) {
        this.reader = reader;
        this.card = card;
        application = new CardQuestions(reader, card, aid);
        this.currency = currency;
    }

    public Currency currency() {
        return currency;
    }

    /** The funds (9F50). */
    public Money funds() {
        return Money.ofN12(getData(Tags.FUNDS), currency);
    }

    /**
     * Both pairs of counters (DF23).
     *
     * @throws SkipException when the bench has no interface of the card that shows them
     */
    public CounterReport counters() {
        if (reader.medium() == Medium.CONTACTLESS) {
            throw new SkipException(
                    "the counters of a card show over its contacts only, and the bench has no contact reader:"
                            + " name one under 'readers: contact:' of the bench file");
        }
        return CounterReport.parse(getData(Tags.COUNTERS));
    }

    /** How many wrong PINs the card would still take (9F17). */
    public int pinTriesLeft() {
        return (int) getData(Tags.PIN_TRY_COUNTER).toNumber();
    }

    /** The load that it waits to finish, if any, and how many it has accepted (DF21). */
    public PendingLoad pendingLoad() {
        return PendingLoad.parse(getData(Tags.PENDING_LOAD));
    }

    /** Whether the card starts a transaction: a personalized card does, and its ATC moves. */
    public boolean canPay() {
        StatusWord sw = application.ask(Commands.gpo(Bytes.empty())).sw();
        if (!sw.ok() && !sw.equals(StatusWord.CONDITIONS_NOT_SATISFIED)) {
            throw new ProductException(
                    "GET PROCESSING OPTIONS: expected 9000, or 6985 from a card that cannot pay, came " + sw + " from "
                            + card.id());
        }
        return sw.ok();
    }

    /** Whether the card says at its selection that its application is blocked (EMV Book 1, 12.4). */
    public boolean isBlocked() {
        StatusWord sw = application.select().sw();
        if (!sw.ok() && !sw.equals(StatusWord.SELECTED_FILE_INVALIDATED)) {
            throw new ProductException(
                    "SELECT: expected 9000, or 6283 from a blocked application, came " + sw + " from " + card.id());
        }
        return !sw.ok();
    }

    /** Whether the card opens a secure channel for personalization. */
    public boolean canBePersonalized() {
        StatusWord sw =
                application.ask(Commands.initializeUpdate(0, Bytes.zeros(8))).sw();
        if (!sw.ok() && !sw.equals(StatusWord.CONDITIONS_NOT_SATISFIED)) {
            throw new ProductException("INITIALIZE UPDATE: expected 9000, or 6985 from a personalized card, came " + sw
                    + " from " + card.id());
        }
        return sw.ok();
    }

    private Bytes getData(int tag) {
        ResponseApdu response = application.ask(Commands.getData(tag));
        if (!response.ok()) {
            throw new ProductException(
                    "GET DATA " + Tlv.hexTag(tag) + ": expected 9000, came " + response.sw() + " from " + card.id());
        }
        return Tlv.parse(response.data()).require(tag).value();
    }
}

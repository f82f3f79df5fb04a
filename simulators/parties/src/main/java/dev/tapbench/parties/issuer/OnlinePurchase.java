package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Money;
import java.time.Instant;

/**
 * A purchase that the issuer approved online.
 *
 * @param atc the transaction's counter
 * @param amount as the card signed it, in the currency of the shop
 * @param billed what it costs the cardholder, in the currency of the books
 * @param source where the money comes from once the card's certificate is presented
 * @param state open until the card's own word: its certificate books it, its refusal releases it
 */
public record OnlinePurchase(int atc, Money amount, Money billed, Instant placed, Source source, Hold.State state) {
    /** Where the money is until then. */
    public enum Source {
        /** Held out of the cardholder's account; the card's funds do not move (CSU update-counters other than 11). */
        ACCOUNT,
        /** On the chip, which the approval debits (CSU update-counters 11): nothing has to be held. */
        CHIP
    }

    OnlinePurchase in(Hold.State other) {
        return new OnlinePurchase(atc, amount, billed, placed, source, other);
    }
}

package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Money;
import dev.tapbench.ports.Bytes;
import java.time.Instant;

/**
 * Money set aside for a load that was approved.
 *
 * @param atc the pending load's application transaction counter
 * @param arqc the cryptogram of tap 1, 8 bytes
 * @param loadNumber of the card at tap 1: an accepted load makes it one more
 */
public record Hold(int atc, Bytes arqc, Money amount, int loadNumber, Instant placed, State state) {
    /** Where the money is. */
    public enum State {
        /** Approved, and nothing more is known. */
        OPEN,
        /** The terminal took the load back, which only the card can confirm. */
        IN_DOUBT,
        /** The card never returned. */
        SUSPENSE,
        /** On the card: a ledger position now. */
        BOOKED,
        /** Back in the account, on a proof of the card. */
        RELEASED;

        /** Whether the money is still set aside. */
        public boolean pending() {
            return this == OPEN || this == IN_DOUBT || this == SUSPENSE;
        }
    }

    Hold in(State other) {
        return new Hold(atc, arqc, amount, loadNumber, placed, other);
    }
}

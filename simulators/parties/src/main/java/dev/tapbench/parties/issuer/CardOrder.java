package dev.tapbench.parties.issuer;

import dev.tapbench.emv.Money;
import dev.tapbench.emv.Pin;

/** What the issuer wants a card to be told the next time it asks: in the CSU of the answer, or as a script beside it. */
public sealed interface CardOrder {
    /** The application takes no payment any more until it is unblocked (script, APPLICATION BLOCK). */
    record BlockApplication() implements CardOrder {}

    /** The card is dead for good (CSU byte 2 b7). */
    record BlockCard() implements CardOrder {}

    /** The PIN tries start anew (CSU byte 2 b5). */
    record ResetPinTries() implements CardOrder {}

    /** The next transaction has to go online (CSU byte 2 b4). */
    record GoOnlineNext() implements CardOrder {}

    /** Another PIN (script, PIN CHANGE/UNBLOCK, enciphered). */
    record ChangePin(Pin pin) implements CardOrder {}

    /** Another lost-or-stolen limit for the amount (script, PUT DATA DF47). */
    record LimitLostOrStolen(Money amount) implements CardOrder {}
}

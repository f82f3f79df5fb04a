package dev.tapbench.parties.phone;

import dev.tapbench.emv.Money;
import dev.tapbench.ports.Bytes;

/**
 * What a phone's owner wants to be asked for beyond what the issuer asks.
 *
 * @param encoded the value of DF24: always ask(1), ask above this amount(6, FF for none), ask every so many taps(1, FF for none)
 */
public record OwnerSettings(Bytes encoded) {
    private static final Bytes NO_AMOUNT = Bytes.hex("FFFFFFFFFFFF");
    private static final int NO_TAPS = 0xFF;

    /** The passcode before each payment. */
    public static OwnerSettings alwaysAsk() {
        return of(1, NO_AMOUNT, NO_TAPS);
    }

    /** The passcode before each payment of more than this amount. */
    public static OwnerSettings askAbove(Money amount) {
        return of(0, amount.n12(), NO_TAPS);
    }

    /**
     * The passcode after so many payments.
     *
     * @param payments 0 to 254
     */
    public static OwnerSettings askEvery(int payments) {
        if (payments < 0 || payments >= NO_TAPS) {
            throw new IllegalArgumentException("ask every " + payments + " payments: expected 0 to 254");
        }
        return of(0, NO_AMOUNT, payments);
    }

    private static OwnerSettings of(int always, Bytes amount, int taps) {
        return new OwnerSettings(Bytes.concat(Bytes.of(always), amount, Bytes.of(taps)));
    }
}

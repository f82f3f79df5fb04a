package dev.tapbench.risk.exploration;

/** One thing that the device's owner or its thief does. */
public sealed interface Move {
    /**
     * A payment.
     *
     * @param amount minor units
     * @param contactless whether the device is tapped, and not put in
     * @param issuer whether the shop asks the issuer
     * @param unattended whether nobody of the merchant is there, as at a gate
     */
    record Pay(long amount, boolean contactless, Issuer issuer, boolean unattended) implements Move {
        /** In a shop with somebody in it. */
        public Pay(long amount, boolean contactless, Issuer issuer) {
            this(amount, contactless, issuer, false);
        }
    }

    /** Whether a shop asks the issuer. */
    enum Issuer {
        /** It cannot. */
        NEVER,
        /** It does where the device wants that. */
        AT_WISH,
        /** It does in any case. */
        ALWAYS
    }

    /**
     * A payment in a currency that the device has no rate for, where the issuer can be asked; what it comes to is the issuer's
     * to know.
     *
     * @param contactless whether the device is tapped, and not put in
     * @param unattended whether nobody of the merchant is there
     */
    record PayAbroad(boolean contactless, boolean unattended) implements Move {}

    /** The right passcode at a phone that asks for it, or what stands in its place there: see {@link OwnersProof}. */
    record Passcode() implements Move {}

    /** The right PIN at a shop's slot where nobody can be asked, and a payment of nothing with it, whatever becomes of that. */
    record PinInSlot() implements Move {}

    /**
     * A load from the account, all three taps of it.
     *
     * @param amount minor units
     */
    record Load(long amount) implements Move {}
}

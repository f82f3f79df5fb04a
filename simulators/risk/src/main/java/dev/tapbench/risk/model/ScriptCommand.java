package dev.tapbench.risk.model;

/** What an issuer's script tells a device (EMV Book 3, 6.5), as far as it concerns risk. */
public sealed interface ScriptCommand {
    /** A limit that counts payments. */
    enum Count {
        LOWER,
        UPPER,
        LOST_OR_STOLEN
    }

    /** A limit or sum of money. */
    enum Amount {
        LOWER,
        UPPER,
        LOST_OR_STOLEN,
        MAXIMUM_BALANCE,
        /** The first pair's sum itself. */
        SPENT
    }

    /**
     * PUT DATA of a count limit.
     *
     * @param value 0 to 255, which never trips
     */
    record PutCount(Count which, int value) implements ScriptCommand {}

    /**
     * PUT DATA of an amount.
     *
     * @param value minor units
     */
    record PutAmount(Amount which, long value) implements ScriptCommand {}

    /** PIN CHANGE/UNBLOCK: the tries are restored. */
    record UnblockPin() implements ScriptCommand {}

    record BlockApplication() implements ScriptCommand {}

    record UnblockApplication() implements ScriptCommand {}

    record BlockCard() implements ScriptCommand {}
}

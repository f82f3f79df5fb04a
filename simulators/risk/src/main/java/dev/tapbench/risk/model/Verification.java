package dev.tapbench.risk.model;

/** What became of a PIN or passcode. */
public enum Verification {
    VALID,
    WRONG,
    /** The issuer lists no such method. */
    NO_SUCH_METHOD,
    /** No try was left before, so none was looked at. */
    NO_TRY_LEFT,
    /** Nothing asked for it: no try was spent. */
    NOT_ASKED_FOR
}

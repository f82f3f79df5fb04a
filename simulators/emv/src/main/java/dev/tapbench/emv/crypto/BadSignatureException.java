package dev.tapbench.emv.crypto;

/**
 * A signature that does not open, or opens to something else than was expected. What came of a card is data, so those who check
 * a card turn it into a result; the message says what was expected, what came, and the clause.
 */
public final class BadSignatureException extends Exception {
    BadSignatureException(SignedKind kind, String what) {
        super("the " + kind.label() + " " + what + " (" + kind.clause() + ")");
    }
}

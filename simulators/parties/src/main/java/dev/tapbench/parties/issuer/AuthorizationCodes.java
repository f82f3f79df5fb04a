package dev.tapbench.parties.issuer;

/** DE38: a number for each approval. */
final class AuthorizationCodes {
    private static final int SIX_DIGITS = 1_000_000;

    private int last;

    String next() {
        last = (last + 1) % SIX_DIGITS;
        return String.format("%06d", last);
    }
}

package dev.tapbench.parties.terminal;

import java.util.Locale;

/** What comes of a tap (EMV Contactless Book A, 6.2). */
public enum Outcome {
    APPROVED,
    DECLINED,
    ONLINE_REQUEST,
    TRY_AGAIN,
    /** With a restart where {@link TapResult#restart()} says so. */
    END_APPLICATION,
    SELECT_NEXT,
    TRY_ANOTHER_INTERFACE;

    /** The name for people: {@code end application}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

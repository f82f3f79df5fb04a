package dev.tapbench.ports.card;

import java.util.Locale;

/**
 * One write to a simulated chip's non-volatile memory.
 *
 * @param number counted from 1, from the card's making on
 * @param kind what was written
 * @param source the place in the applet's source, such as {@code Load.accept(Load.java:117)}, or the runtime
 * @param inTransaction whether a transaction was open
 */
public record PersistentWrite(long number, Kind kind, String source, boolean inTransaction) {
    /** What is written. */
    public enum Kind {
        /** A field, an array element, or a run of bytes that is written in one piece. */
        STORE,
        /** One byte of a copy that a tear can leave half done. */
        NON_ATOMIC,
        /** A PIN's try counter: written at once, also inside a transaction. */
        PIN,
        /** A key. */
        KEY,
        /** The end of a transaction: from here on its writes count. */
        COMMIT,
        /** Old content of an aborted or torn transaction is put back. */
        RECOVERY
    }

    @Override
    public String toString() {
        return "write " + number + " (" + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (inTransaction ? " in a transaction" : "") + ") at " + source;
    }
}

package dev.tapbench.ports.trace;

/**
 * A person entered something; the value itself is not recorded.
 *
 * @param at the device
 */
public record Entered(Party at, Entry entry) implements TraceEvent {
    /** What was entered. */
    public enum Entry {
        LOAD_AMOUNT,
        PIN,
        PASSCODE,
        PATTERN,
        /** A finger or a face at a phone's sensor. */
        FINGER,
        /** What a phone's owner wants to be asked for. */
        SETTINGS
    }
}

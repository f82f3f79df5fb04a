package dev.tapbench.ports.trace;

/**
 * A person was shown something.
 *
 * @param by whose display it was
 * @param detail amounts, tries left; may be empty
 */
public record Prompted(Party by, Prompt prompt, String detail) implements TraceEvent {}

package dev.tapbench.ports.trace;

/**
 * An operation of a security module.
 *
 * @param owner the party whose module it is
 * @param key label of the key that worked or came to be
 * @param detail lengths, modes, check values; never secret data
 */
public record HsmCalled(String owner, String hsm, String operation, String key, String detail) implements TraceEvent {}

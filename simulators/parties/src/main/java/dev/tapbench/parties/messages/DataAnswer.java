package dev.tapbench.parties.messages;

/** The issuer's answer to a {@link DataRequest}. */
public sealed interface DataAnswer extends SessionMessage permits DataApproval, DataRefusal {}

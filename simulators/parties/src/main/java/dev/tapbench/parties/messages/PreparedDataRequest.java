package dev.tapbench.parties.messages;

/** TSP to MOTAPS: give out what you prepared for this session. */
public record PreparedDataRequest(String session, int number) implements SessionMessage {}

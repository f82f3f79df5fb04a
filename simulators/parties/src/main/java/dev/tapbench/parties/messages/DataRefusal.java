package dev.tapbench.parties.messages;

/**
 * Issuer to TSP: no.
 *
 * @param reason in a sentence
 */
public record DataRefusal(String session, int number, String reason) implements DataAnswer {}

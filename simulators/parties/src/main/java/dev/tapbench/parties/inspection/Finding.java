package dev.tapbench.parties.inspection;

/**
 * A rule that does not hold at one place of a card.
 *
 * @param id the rule's
 * @param clause of the specification that the rule comes from
 * @param at where on the card
 * @param expected what the rule says
 * @param found what the card shows instead; a number of a card or holder is not in it
 */
public record Finding(String id, Severity severity, String clause, String at, String expected, String found) {}

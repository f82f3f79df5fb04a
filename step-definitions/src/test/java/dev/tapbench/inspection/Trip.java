package dev.tapbench.inspection;

import dev.tapbench.parties.inspection.CardImage;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A card that trips a rule, as a change of ours.
 *
 * @param rule its identifier
 * @param sound makes of our card one that the rule applies to and that it finds nothing about; nothing where it applies to ours
 * @param change makes of that one the card that trips
 * @param also rules that such a card cannot but trip as well, and why stands beside the trip
 */
record Trip(String rule, UnaryOperator<CardImage> sound, UnaryOperator<CardImage> change, Set<String> also) {
    static Trip of(String rule, UnaryOperator<CardImage> change) {
        return new Trip(rule, UnaryOperator.identity(), change, Set.of());
    }

    /** Of a card that has something that ours has not. */
    Trip on(UnaryOperator<CardImage> other) {
        return new Trip(rule, other, change, also);
    }

    Trip also(String... rules) {
        return new Trip(rule, sound, change, Set.of(rules));
    }

    @Override
    public String toString() {
        return rule;
    }
}

package dev.tapbench.parties.inspection;

/**
 * Something that a card shows.
 *
 * @param at where, for people: {@code contactless F0544150011010, record 1 of file 1}
 */
record Spot<T>(String at, T thing) {
    <U> Spot<U> with(U other) {
        return new Spot<>(at, other);
    }
}

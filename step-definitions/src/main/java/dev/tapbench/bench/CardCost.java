package dev.tapbench.bench;

import dev.tapbench.ports.Bytes;
import dev.tapbench.profiles.InventoryFile.Change;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a stretch of use cost a card.
 *
 * @param transactions GET PROCESSING OPTIONS that it answered: each moves its ATC
 * @param wrongPins PINs that it found wrong
 * @param fewestTries the fewest PIN tries that it said were left; empty when it said none
 * @param wrongKeys EXTERNAL AUTHENTICATE that it refused
 * @param writes commands that make a card write to its non-volatile memory
 * @param changes what it was told that outlasts the scenario
 */
public record CardCost(
        int transactions, int wrongPins, OptionalInt fewestTries, int wrongKeys, int writes, Set<Change> changes) {
    /** Nothing yet. */
    public static final CardCost NONE = new CardCost(0, 0, OptionalInt.empty(), 0, 0, Set.of());

    private static final int OK = 0x9000;

    public CardCost {
        changes = Set.copyOf(changes);
    }

    /** Whether it cannot be used again as it was, or had no PIN try left for a while. */
    public boolean destructive() {
        return irreparable(changes) || fewestTries.equals(OptionalInt.of(0));
    }

    /** Whether nothing that an issuer and a cardholder do undoes one of these. */
    static boolean irreparable(Set<Change> changes) {
        return changes.contains(Change.BLOCKED) || changes.contains(Change.DATA);
    }

    CardCost withoutChanges() {
        return new CardCost(transactions, wrongPins, fewestTries, wrongKeys, writes, Set.of());
    }

    /** Both, one after the other. */
    public CardCost and(CardCost later) {
        Set<Change> all = EnumSet.noneOf(Change.class);
        all.addAll(changes);
        all.addAll(later.changes);
        return new CardCost(
                transactions + later.transactions,
                wrongPins + later.wrongPins,
                fewest(fewestTries, later.fewestTries),
                wrongKeys + later.wrongKeys,
                writes + later.writes,
                all);
    }

    private static OptionalInt fewest(OptionalInt a, OptionalInt b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return OptionalInt.of(Math.min(a.getAsInt(), b.getAsInt()));
    }

    /** What one command cost, by its instruction and its answer. */
    static CardCost of(Bytes command, Bytes response) {
        if (command.length() < 4 || response.length() < 2) {
            return NONE;
        }
        int sw = (int) response.slice(response.length() - 2, response.length()).toNumber();
        boolean done = sw == OK || sw >>> 8 == 0x61;
        return switch (command.at(1)) {
            case 0xA8 -> new CardCost(done ? 1 : 0, 0, OptionalInt.empty(), 0, 1, Set.of());
            case 0x20 -> verified(sw);
            case 0x82 -> new CardCost(0, 0, OptionalInt.empty(), done ? 0 : 1, 1, Set.of());
            case 0x24 -> changed(done, Change.PIN);
            case 0xDC -> changed(done, Change.DATA);
            case 0xDA -> put(done, (int) command.slice(2, 4).toNumber());
            case 0x1E, 0x16 -> changed(done, Change.BLOCKED);
            case 0xAE, 0xE2, 0x18 -> new CardCost(0, 0, OptionalInt.empty(), 0, 1, Set.of());
            default -> NONE;
        };
    }

    private static CardCost verified(int sw) {
        boolean wrong = sw >>> 4 == 0x63C;
        OptionalInt tries = wrong ? OptionalInt.of(sw & 0xF) : sw == 0x6983 ? OptionalInt.of(0) : OptionalInt.empty();
        return new CardCost(0, wrong ? 1 : 0, tries, 0, 1, Set.of());
    }

    private static CardCost put(boolean done, int tag) {
        return switch (tag) {
            case 0xDF24 -> changed(done, Change.SETTINGS);
            // Volatile: the phone disarms.
            case 0xDF25 -> NONE;
            case 0xDF47 -> changed(done, Change.LIMIT);
            default -> changed(done, Change.DATA);
        };
    }

    private static CardCost changed(boolean done, Change change) {
        return new CardCost(0, 0, OptionalInt.empty(), 0, 1, done ? Set.of(change) : Set.of());
    }
}

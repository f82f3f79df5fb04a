package dev.tapbench.bench;

import dev.tapbench.profiles.InventoryFile;
import java.util.Map;
import java.util.Set;

/**
 * The laboratory's cards in one run.
 *
 * @param file which cards there are
 * @param real whether they are cards of hardware, which live on; else each is made anew when the run first needs it
 * @param expected what each scenario is expected to cost each card, by a rehearsal on simulated ones; of these cards nothing is
 *     expected
 * @param spared scenarios that are skipped, since no card may be left as they would leave it
 * @param costs gets what they did cost
 */
public record InventoryUse(
        InventoryFile file,
        boolean real,
        Map<String, Map<String, CardCost>> expected,
        Set<String> spared,
        CostBook costs) {
    public InventoryUse {
        expected = Map.copyOf(expected);
        spared = Set.copyOf(spared);
    }

    /** Nothing is known of the scenarios yet. */
    public static InventoryUse of(InventoryFile file, boolean real) {
        return new InventoryUse(file, real, Map.of(), Set.of(), new CostBook());
    }

    /** The same after a rehearsal. */
    public InventoryUse after(Map<String, Map<String, CardCost>> rehearsed, Set<String> sparing) {
        return new InventoryUse(file, real, rehearsed, sparing, costs);
    }

    /** The same cards, made for a rehearsal. */
    public InventoryUse rehearsed() {
        return of(file, false);
    }

    /** Whether a scenario leaves a card that it uses unusable, or without a PIN try. */
    boolean destructive(String scenario) {
        return expected.getOrDefault(scenario, Map.of()).values().stream().anyMatch(CardCost::destructive);
    }

    /** How many wrong PINs a scenario is expected to give to a card. */
    int wrongPins(String scenario) {
        return expected.getOrDefault(scenario, Map.of()).values().stream()
                .mapToInt(CardCost::wrongPins)
                .max()
                .orElse(0);
    }
}

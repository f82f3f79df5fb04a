package dev.tapbench.bench;

import dev.tapbench.profiles.InventoryFile;
import java.util.Map;
import java.util.Set;

/**
 * The laboratory's cards in one run.
 *
 * @param file which cards there are
 * @param kind what they are
 * @param expected what each scenario that passed its rehearsal is expected to cost each card
 * @param unknown of which scenario that is not known, and why: they are skipped with cards of hardware
 * @param destructive scenarios that leave a card unusable, or without a PIN try: they get expendable cards
 * @param spared scenarios that are skipped, since no card may be left as they would leave it
 * @param costs gets what they did cost
 */
public record InventoryUse(
        InventoryFile file,
        Kind kind,
        Map<String, Map<String, CardCost>> expected,
        Map<String, String> unknown,
        Set<String> destructive,
        Set<String> spared,
        CostBook costs) {
    /** What the cards are. */
    public enum Kind {
        /** Made when they are first needed, and anew when they are spent. */
        SIMULATED,
        /** Likewise, and chosen as those of hardware would be. */
        REHEARSAL,
        /** Of hardware: they live on. */
        REAL
    }

    public InventoryUse {
        expected = Map.copyOf(expected);
        unknown = Map.copyOf(unknown);
        destructive = Set.copyOf(destructive);
        spared = Set.copyOf(spared);
    }

    /** Nothing is known of the scenarios yet. */
    public static InventoryUse of(InventoryFile file, boolean real) {
        return new InventoryUse(
                file, real ? Kind.REAL : Kind.SIMULATED, Map.of(), Map.of(), Set.of(), Set.of(), new CostBook());
    }

    /** The same after a rehearsal. */
    public InventoryUse after(
            Map<String, Map<String, CardCost>> costsExpected,
            Map<String, String> unrehearsed,
            Set<String> spending,
            Set<String> sparing) {
        return new InventoryUse(file, kind, costsExpected, unrehearsed, spending, sparing, new CostBook());
    }

    /** The same cards, made for a rehearsal. */
    public InventoryUse rehearsal() {
        return new InventoryUse(file, Kind.REHEARSAL, expected, unknown, destructive, spared, new CostBook());
    }

    /** Whether they are of hardware. */
    public boolean real() {
        return kind == Kind.REAL;
    }

    /** Whether a card that has been personalized, or was found unusable, stays so. */
    boolean livesOn() {
        return kind != Kind.SIMULATED;
    }

    /** All that a scenario is expected to cost. */
    CardCost cost(String scenario) {
        return expected.getOrDefault(scenario, Map.of()).values().stream().reduce(CardCost.NONE, CardCost::and);
    }
}

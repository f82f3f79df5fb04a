package dev.tapbench.bench;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each scenario of a run cost each card of an inventory. Thread-safe. */
public final class CostBook {
    private final Map<String, Map<String, CardCost>> costs = new LinkedHashMap<>();

    synchronized void add(String scenario, String card, CardCost cost) {
        costs.computeIfAbsent(scenario, unused -> new LinkedHashMap<>()).merge(card, cost, CardCost::and);
    }

    /** By scenario, and then by the name of the card. */
    public synchronized Map<String, Map<String, CardCost>> all() {
        Map<String, Map<String, CardCost>> copy = new HashMap<>();
        costs.forEach((scenario, cards) -> copy.put(scenario, Map.copyOf(cards)));
        return Map.copyOf(copy);
    }
}

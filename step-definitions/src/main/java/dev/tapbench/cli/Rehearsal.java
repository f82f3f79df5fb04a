package dev.tapbench.cli;

import dev.tapbench.bench.CardCost;
import dev.tapbench.bench.InventoryUse;
import dev.tapbench.bench.RunContext;
import dev.tapbench.profiles.InventoryFile;
import dev.tapbench.reports.RunSettings;
import dev.tapbench.reports.RunWriter;
import dev.tapbench.reports.ScenarioRecorder;
import io.cucumber.core.gherkin.Pickle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run will cost the cards of an inventory: the same scenarios once on simulated cards, before a real one is touched. What
 * leaves a card unusable then, or without a PIN try, comes last, and only to cards that may be left so.
 *
 * @param costs by scenario and card
 */
record Rehearsal(Map<String, Map<String, CardCost>> costs) {
    /** Runs the selected scenarios of a plan on simulated cards; what they come to is no verdict. */
    static Rehearsal of(Plan plan, RunSettings settings) {
        RunContext context = plan.context().rehearsal();
        Path folder = temporary();
        return Interruption.during(() -> in(folder, plan, context, settings), () -> delete(folder));
    }

    private static Rehearsal in(Path folder, Plan plan, RunContext context, RunSettings settings) {
        try {
            RunWriter run = RunWriter.start(settings.in(folder));
            context.during(() -> Cucumber.run(
                    plan.features(), plan.selection(), 1, false, new ScenarioRecorder(run), run.cucumberMessages()));
            run.finish(Optional.empty());
        } finally {
            delete(folder);
        }
        return new Rehearsal(context.inventory().orElseThrow().costs().all());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tapbench-rehearsal");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for a rehearsal can be made", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the rehearsal's folder " + folder + " cannot be deleted", e);
        }
    }

    /** Scenarios that leave a card unusable, or without a PIN try. */
    Set<String> destructive() {
        return costs.entrySet().stream()
                .filter(scenario -> scenario.getValue().values().stream().anyMatch(CardCost::destructive))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Destructive scenarios for which there is no card that may be left so. */
    Set<String> unwanted(InventoryFile inventory) {
        Set<Path> expendable = inventory.cards().stream()
                .filter(InventoryFile.Entry::expendable)
                .map(InventoryFile.Entry::profile)
                .collect(Collectors.toSet());
        Map<String, Path> profiles = inventory.cards().stream()
                .collect(Collectors.toMap(InventoryFile.Entry::name, InventoryFile.Entry::profile));
        return costs.entrySet().stream()
                .filter(scenario -> scenario.getValue().entrySet().stream()
                        .anyMatch(card ->
                                card.getValue().destructive() && !expendable.contains(profiles.get(card.getKey()))))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the run would cost each card in all, leaving out some scenarios. */
    Map<String, CardCost> totals(Set<String> without) {
        Map<String, CardCost> totals = new TreeMap<>();
        costs.forEach((scenario, cards) -> {
            if (!without.contains(scenario)) {
                cards.forEach((card, cost) -> totals.merge(card, cost, CardCost::and));
            }
        });
        return totals;
    }

    /**
     * What is over budget, a line each.
     *
     * @param without scenarios that are skipped
     */
    List<String> overBudget(InventoryFile inventory, Set<String> without) {
        Map<String, CardCost> totals = totals(without);
        List<String> over = new ArrayList<>();
        for (InventoryFile.Entry card : inventory.cards()) {
            CardCost cost = totals.getOrDefault(card.name(), CardCost.NONE);
            int atc = card.known().map(InventoryFile.Known::atc).orElse(0);
            compare(
                    over,
                    card,
                    "transactions",
                    cost.transactions(),
                    atc,
                    card.budget().transactions());
            compare(
                    over,
                    card,
                    "wrong keys",
                    cost.wrongKeys(),
                    card.used().wrongKeys(),
                    card.budget().wrongKeys());
            compare(
                    over,
                    card,
                    "writes",
                    cost.writes(),
                    card.used().writes(),
                    card.budget().writes());
        }
        return over;
    }

    private static void compare(
            List<String> over, InventoryFile.Entry card, String what, int cost, int used, int most) {
        if (cost > 0 && (long) used + cost > most) {
            over.add("the card " + card.name() + " has a budget of " + most + " " + what + ", " + used
                    + " are used, and this run would take " + cost);
        }
    }

    /** The given scenarios in an order that spares cards: destructive ones last, and else the scenarios of a card together. */
    List<Pickle> ordered(List<Pickle> pickles, Plan plan) {
        Map<String, String> ids = new HashMap<>();
        plan.selected().forEach(item -> ids.put(item.file() + ":" + item.line(), item.id()));
        Set<String> last = destructive();
        return pickles.stream()
                .sorted(Comparator.<Pickle, Boolean>comparing(pickle -> last.contains(id(pickle, plan, ids)))
                        .thenComparing(pickle -> String.join(
                                " ",
                                new TreeSet<>(costs.getOrDefault(id(pickle, plan, ids), Map.of())
                                        .keySet()))))
                .toList();
    }

    private static String id(Pickle pickle, Plan plan, Map<String, String> ids) {
        String file = plan.features()
                .toAbsolutePath()
                .normalize()
                .relativize(Path.of(pickle.getUri()).toAbsolutePath().normalize())
                .toString()
                .replace('\\', '/');
        return ids.getOrDefault(file + ":" + pickle.getLocation().getLine(), "");
    }

    /**
     * The plan with what is known now.
     *
     * @param spare whether unwanted scenarios are skipped; else they are refused
     * @throws Failure naming what no card may be used for
     */
    Plan applied(Plan plan, boolean spare) {
        InventoryUse use = plan.context().inventory().orElseThrow();
        Set<String> unwanted = unwanted(use.file());
        if (!unwanted.isEmpty() && !spare) {
            throw Failure.usage("this run would spend the last PIN try of a card of "
                    + use.file().file()
                    + ", or leave it unusable: " + String.join(", ", unwanted)
                    + "; write 'expendable: true' at a card of that product, or skip them with --spare");
        }
        List<String> over = overBudget(use.file(), unwanted);
        if (!over.isEmpty()) {
            throw Failure.usage(use.file().file() + ": " + String.join("; ", over)
                    + ": choose fewer scenarios with --only or --tags, or other cards");
        }
        return plan.with(use.after(costs, unwanted));
    }
}

package dev.tapbench.cli;

import dev.tapbench.bench.CardCost;
import dev.tapbench.bench.InventoryUse;
import dev.tapbench.bench.RunContext;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.profiles.InventoryFile;
import dev.tapbench.reports.ResultRow;
import dev.tapbench.reports.RunSettings;
import dev.tapbench.reports.RunWriter;
import dev.tapbench.reports.ScenarioRecorder;
import dev.tapbench.reports.Verdict;
import io.cucumber.core.gherkin.Pickle;
import java.io.IOException;
import java.io.PrintStream;
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
 * What a run will cost the cards of an inventory: the same scenarios on simulated cards, before a real one is touched. What leaves a
 * card unusable then, or without a PIN try, comes last, and only to cards that may be left so.
 *
 * @param costs by scenario and card, of those that passed
 * @param unknown why the others did not
 * @param destructive scenarios that leave a card unusable, or without a PIN try
 * @param unwanted those of them for which there is no card that may be left so
 */
record Rehearsal(
        Map<String, Map<String, CardCost>> costs,
        Map<String, String> unknown,
        Set<String> destructive,
        Set<String> unwanted) {
    /**
     * Runs the selected scenarios of a plan on simulated cards; what they come to is no verdict. Twice where some are destructive:
     * the second time in the order and with the cards of the run itself.
     */
    static Rehearsal of(Plan plan, RunSettings settings, PrintStream people) {
        RunContext context = plan.context().rehearsal();
        Rehearsal first = new Rehearsal(Map.of(), Map.of(), Set.of(), Set.of()).played(plan, context, settings, people);
        return first.destructive.isEmpty() ? first : first.played(plan, context, settings, people);
    }

    /** Plays all of them with what this one knows. */
    private Rehearsal played(Plan plan, RunContext context, RunSettings settings, PrintStream people) {
        InventoryUse use = context.inventory()
                .orElseThrow()
                .after(costs, unknown, destructive, unwanted)
                .rehearsal();
        Path folder = temporary();
        List<ResultRow> rows = Interruption.during(() -> rows(folder, plan, context.with(use), settings), () -> {
            people.println("tapbench: interrupted in the rehearsal: no card was touched");
            delete(folder);
        });
        Map<String, Map<String, CardCost>> all = use.costs().all();
        Map<String, Map<String, CardCost>> passed = new HashMap<>();
        Map<String, String> others = new HashMap<>();
        for (ResultRow row : rows) {
            if (row.verdict() == Verdict.PASSED) {
                passed.put(row.id(), all.getOrDefault(row.id(), Map.of()));
            } else {
                String why = row.message().lines().findFirst().orElse("");
                others.put(
                        row.id(),
                        row.verdict() == Verdict.SKIPPED
                                ? why
                                : "what it would cost a card is not known, since its rehearsal with simulated cards "
                                        + row.verdict().label() + ": " + why);
            }
        }
        Set<String> spending = new TreeSet<>(destructive);
        passed.forEach((scenario, cards) -> {
            if (cards.values().stream().anyMatch(CardCost::destructive)) {
                spending.add(scenario);
            }
        });
        Set<String> sparing = new TreeSet<>(unwanted);
        sparing.addAll(unwanted(use.file(), passed));
        return new Rehearsal(passed, others, spending, sparing);
    }

    private List<ResultRow> rows(Path folder, Plan plan, RunContext context, RunSettings settings) {
        try {
            RunWriter run = RunWriter.start(settings.in(folder));
            context.during(() -> Cucumber.run(
                    plan.features(),
                    plan.selection(),
                    pickles -> ordered(pickles, plan),
                    1,
                    false,
                    new ScenarioRecorder(run),
                    run.cucumberMessages()));
            run.finish(Optional.empty());
            return run.rows();
        } finally {
            delete(folder);
        }
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

    /** Destructive scenarios for which there is no usable card of the product that may be left so. */
    private static Set<String> unwanted(InventoryFile inventory, Map<String, Map<String, CardCost>> costs) {
        Map<String, CardProfile> profiles = inventory.cards().stream()
                .collect(Collectors.toMap(InventoryFile.Entry::name, card -> CardProfileFile.read(card.profile())));
        List<CardProfile> expendable = inventory.cards().stream()
                .filter(InventoryFile.Entry::expendable)
                .filter(card -> card.known().map(InventoryFile.Known::usable).orElse(!card.blank()))
                .map(card -> profiles.getOrDefault(card.name(), CardProfileFile.read(card.profile())))
                .toList();
        Set<String> unwanted = new TreeSet<>();
        costs.forEach((scenario, cards) -> cards.forEach((name, cost) -> {
            CardProfile spent = profiles.get(name);
            if (cost.destructive() && spent != null && expendable.stream().noneMatch(card -> card.isLike(spent))) {
                unwanted.add(scenario);
            }
        }));
        return unwanted;
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
        Set<String> last = destructive;
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
        return plan.with(use.after(costs, unknown, destructive, unwanted));
    }
}

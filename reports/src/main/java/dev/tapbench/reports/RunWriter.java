package dev.tapbench.reports;

import io.cucumber.core.plugin.MessageFormatter;
import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the folder of one run: rows as scenarios end, and the summary at last. Thread-safe. */
public final class RunWriter {
    private final RunSettings settings;
    private final RunFolder folder;
    private final Masker masker = new Masker(new Secrets());
    private final long startNanos = System.nanoTime();
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, Ended> last = new LinkedHashMap<>();
    private final Map<String, Integer> cucumber = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();
    private int apdus;

    /** A scenario that ended. */
    private record Ended(ResultRow row, ScenarioInfo info, List<Tap> taps) {}

    private RunWriter(RunSettings settings, RunFolder folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * Makes the folder of a new run.
     *
     * @throws UncheckedIOException when that cannot be done
     */
    public static RunWriter start(RunSettings settings) {
        RunFolder folder = RunFolder.create(settings.runs(), settings.clock(), settings.keep());
        folder.write("results.ndjson", "");
        return new RunWriter(settings, folder);
    }

    public RunSettings settings() {
        return settings;
    }

    public RunFolder folder() {
        return folder;
    }

    /** Hides what may not be written; everything that goes to a sink passes it. */
    public Masker masker() {
        return masker;
    }

    /** A listener that writes Cucumber's own messages to messages.ndjson, masked. */
    public ConcurrentEventListener cucumberMessages() {
        try {
            return new MessageFormatter(
                    new MaskingLines(Files.newOutputStream(folder.path().resolve("messages.ndjson")), masker));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A scenario begins; a repeated id at another place is a defect of the scenarios. */
    synchronized ScenarioEvidence startScenario(ScenarioInfo info, Optional<String> defect) {
        String place = info.file() + ":" + info.line();
        String first = places.putIfAbsent(info.id(), place);
        boolean doubled = first != null && !first.equals(place);
        int attempt = attempts.merge(info.id(), 1, Integer::sum);
        Optional<String> fault = doubled
                ? Optional.of("the id " + info.id() + " stands at " + first + " and at " + place
                        + ": give one of them an id that was never used")
                : defect;
        return new ScenarioEvidence(this, info, attempt, fault);
    }

    synchronized void finished(ResultRow row, ScenarioInfo info, List<Tap> taps, Status status, int apduCount) {
        folder.append("results.ndjson", Json.row(row) + "\n");
        last.put(info.file() + ":" + info.line(), new Ended(row, info, taps));
        cucumber.merge(status.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        apdus += apduCount;
    }

    /** The bench let the run down outside of all scenarios, such as at its closing: the run is broken, whatever passed. */
    public synchronized void troubled(String sentence) {
        troubles.add(masker.text(sentence));
    }

    /** The rows so far, the last attempt of each scenario. */
    public synchronized List<ResultRow> rows() {
        return last.values().stream().map(Ended::row).toList();
    }

    /**
     * Ends the run: writes junit.xml and summary.json.
     *
     * @param allure the report's own count, where a report was made
     * @throws IllegalStateException when Cucumber, Allure and the results do not agree on how scenarios ended
     */
    public Summary finish(Optional<StatusCounts> allure) {
        return finish(allure, false);
    }

    /** Ends an interrupted run: what was written so far stays valid, the verdict is {@code interrupted}. */
    public Summary interrupted() {
        return finish(Optional.empty(), true);
    }

    /**
     * Writes index.html, the first page of the run, when it has ended.
     *
     * @param reports by scenario id where a report tells of it, relative to the run's folder; empty without one
     */
    public synchronized void firstPage(Summary summary, Map<String, String> reports) {
        List<RunPage.Scenario> scenarios = last.values().stream()
                .map(e -> new RunPage.Scenario(e.row, e.info, e.taps))
                .sorted(Comparator.comparing((RunPage.Scenario s) -> s.row().file())
                        .thenComparing(s -> s.row().line()))
                .toList();
        RunPage page = new RunPage(folder.path().getFileName().toString(), summary, settings, scenarios, reports);
        folder.write("index.html", masker.text(page.html()));
    }

    private synchronized Summary finish(Optional<StatusCounts> allure, boolean interrupted) {
        StatusCounts counts = new StatusCounts(0, 0, 0, 0);
        for (ResultRow row : rows()) {
            counts = counts.and(row.verdict());
        }
        List<String> gates = gates(counts);
        Summary summary = new Summary(
                Summary.SCHEMA,
                interrupted ? "interrupted" : verdict(counts, gates, troubles),
                new Summary.Scenarios(
                        counts.total(), counts.passed(), counts.failed(), counts.broken(), counts.skipped()),
                requirementCounts(),
                gates,
                List.copyOf(troubles),
                new Summary.Bench(new TreeMap<>(settings.bench()), settings.capabilities()),
                new TreeMap<>(settings.digests()),
                settings.seed(),
                apdus,
                new TreeMap<>(cucumber),
                allure,
                Math.round((System.nanoTime() - startNanos) / 1e6) / 1e3);
        double seconds = summary.seconds();
        folder.write(
                "junit.xml", JUnitXml.of(last.values().stream().map(Ended::row).toList(), names(), seconds));
        folder.write("summary.json", Json.document(summary));
        if (!interrupted) {
            requireAgreement(counts, allure);
        }
        return summary;
    }

    private Map<String, ScenarioInfo> names() {
        Map<String, ScenarioInfo> names = new HashMap<>();
        last.values().forEach(e -> names.put(e.row.file() + ":" + e.row.line(), e.info));
        return names;
    }

    private static String verdict(StatusCounts counts, List<String> gates, List<String> troubles) {
        if (counts.failed() > 0) {
            return "failed";
        }
        if (counts.broken() > 0 || !troubles.isEmpty()) {
            return "broken";
        }
        return gates.isEmpty() ? "passed" : "gate";
    }

    private List<String> gates(StatusCounts counts) {
        List<String> gates = new ArrayList<>(settings.gates());
        if (counts.total() == 0) {
            gates.add("nothing was selected: no scenario fits the tags and names given");
        } else if (counts.total() == counts.skipped()) {
            gates.add("nothing that was selected ran: every scenario was skipped, see results.ndjson for the reasons");
        }
        Map<String, Summary.RequirementCount> shown = requirementCounts();
        for (String requirement : inScope()) {
            Summary.RequirementCount count = shown.get(requirement);
            if (count == null || count.shows() == 0) {
                gates.add("requirement " + requirement + " is not shown: no @shows scenario of it passed");
            }
            boolean refusable = settings.scope().contains(requirement)
                    && !settings.unrefusable().contains(requirement);
            if (refusable && (count == null || count.refuses() == 0)) {
                gates.add(
                        "no violation of requirement " + requirement + " is refused: no @refuses scenario of it passed,"
                                + " and requirements.yaml does not say why there is nothing to refuse");
            }
        }
        return gates;
    }

    private Set<String> inScope() {
        Set<String> scope = new TreeSet<>(settings.scope());
        for (Ended ended : last.values()) {
            if (ended.row.kind().equals("shows") && ended.row.verdict() != Verdict.SKIPPED) {
                scope.addAll(ended.row.requirements());
            }
        }
        return scope;
    }

    private Map<String, Summary.RequirementCount> requirementCounts() {
        Map<String, int[]> counts = new TreeMap<>();
        settings.scope().forEach(r -> counts.put(r, new int[2]));
        for (Ended ended : last.values()) {
            for (String requirement : ended.row.requirements()) {
                int[] count = counts.computeIfAbsent(requirement, r -> new int[2]);
                if (ended.row.verdict() == Verdict.PASSED && !ended.row.kind().equals("other")) {
                    count[ended.row.kind().equals("shows") ? 0 : 1]++;
                }
            }
        }
        Map<String, Summary.RequirementCount> result = new LinkedHashMap<>();
        counts.forEach((id, count) -> {
            RunSettings.FaultCount fault = settings.faults().getOrDefault(id, new RunSettings.FaultCount(0, 0));
            result.put(id, new Summary.RequirementCount(count[0], count[1], fault.faults(), fault.caught()));
        });
        return result;
    }

    /** Three counts of one thing: a difference means that evidence got lost, so nobody may rely on the run. */
    private void requireAgreement(StatusCounts counts, Optional<StatusCounts> allure) {
        int passed = cucumber.getOrDefault("passed", 0);
        int skipped = cucumber.getOrDefault("skipped", 0);
        int rest = cucumber.values().stream().mapToInt(i -> i).sum() - passed - skipped;
        boolean repeated = attempts.values().stream().anyMatch(a -> a > 1);
        boolean cucumberAgrees = repeated
                || (passed == counts.passed()
                        && skipped == counts.skipped()
                        && rest == counts.failed() + counts.broken());
        if (!cucumberAgrees || allure.filter(count -> !count.equals(counts)).isPresent()) {
            throw new IllegalStateException("the counts of one run differ: results " + counts + ", Cucumber " + cucumber
                    + ", Allure " + allure.map(Object::toString).orElse("not asked") + "; see " + folder.path());
        }
    }
}

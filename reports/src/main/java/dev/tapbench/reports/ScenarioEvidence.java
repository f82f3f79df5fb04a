package dev.tapbench.reports;

import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.ProductException;
import dev.tapbench.reports.requirements.RequirementCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What is collected about one scenario while it runs. The recorder binds it to the scenario's thread; glue reaches it by
 * {@link #current()}.
 */
public final class ScenarioEvidence {
    private static final ThreadLocal<@Nullable ScenarioEvidence> CURRENT = new ThreadLocal<>();

    private final RunWriter run;
    private final ScenarioInfo info;
    private final int attempt;
    private final Optional<String> defect;
    private final Journal journal;
    private final TraceRows rows;
    private final List<Ended> notPassed = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private String phase = "setup";
    private String step = "";
    private String sentence = "";
    private int drained;
    private @Nullable Integer lastApdu;
    private int apdus;
    private @Nullable ResultRow row;
    private final List<String> devicesLost = new CopyOnWriteArrayList<>();

    /** A step or hook that did not pass. */
    private record Ended(
            io.cucumber.plugin.event.Status status,
            Classification classification,
            String phase,
            String sentence,
            @Nullable Integer apdu) {}

    ScenarioEvidence(RunWriter run, ScenarioInfo info, int attempt, Optional<String> defect) {
        this.run = run;
        this.info = info;
        this.attempt = attempt;
        this.defect = defect;
        journal = new Journal(run.settings().clock());
        rows = new TraceRows(run.masker());
    }

    /**
     * The evidence of the scenario that runs on this thread.
     *
     * @throws IllegalStateException when none does
     */
    public static ScenarioEvidence current() {
        return bound().orElseThrow(() ->
                new IllegalStateException("no scenario runs on this thread: start scenarios with 'tapbench certify'"));
    }

    /** The evidence of the scenario that runs on this thread, if any. */
    public static Optional<ScenarioEvidence> bound() {
        return Optional.ofNullable(CURRENT.get());
    }

    void bind() {
        CURRENT.set(this);
    }

    static void unbind() {
        CURRENT.remove();
    }

    public ScenarioInfo info() {
        return info;
    }

    /** Give this to parties, readers and HSMs as their trace. */
    public Journal journal() {
        return journal;
    }

    /** Values that must never be written; register keys, PIN blocks and PANs as soon as they exist. */
    public Secrets secrets() {
        return run.masker().secrets();
    }

    /** A source of randomness of this scenario and purpose alone; repeated by the run's seed. */
    public Entropy entropy(String purpose) {
        return Entropy.seeded(run.settings().seed(), info.id() + "/" + purpose);
    }

    /**
     * Holds the scenario to its tags: every requirement's predicate over what happened. Call it last of all, in an
     * {@code @After} hook.
     *
     * @param failed whether it has already failed: then there is nothing to hold it to
     * @throws ProductException when the product violated one of them, naming each and how
     * @throws TestDefectException when nothing was violated, and yet a tag is not borne out; naming each and why
     */
    public void checkRequirements(boolean failed) {
        if (failed) {
            return;
        }
        RequirementCheck check = RequirementCheck.of(info.kind(), info.requirements(), journal.events());
        if (!check.violations().isEmpty()) {
            throw new ProductException(String.join("\n", check.violations()));
        }
        List<String> faults = new ArrayList<>();
        defect.ifPresent(faults::add);
        faults.addAll(check.falseTags());
        if (!faults.isEmpty()) {
            throw new TestDefectException(String.join("\n", faults));
        }
    }

    /** A card left a device's field though no story wanted that: what fails from then on may be due to it. */
    public void deviceLost(String how) {
        devicesLost.add(how);
    }

    /** What failed after a device lost its card is broken. */
    private Classification withDevices(Classification end) {
        return end.verdict() == Verdict.FAILED && !devicesLost.isEmpty()
                ? new Classification(
                        Verdict.BROKEN, Optional.of(Cause.BENCH), devicesLost.get(0) + "; after that: " + end.message())
                : end;
    }

    /** A sentence of the scenario begins; an empty phase continues the one before. */
    void sentenceStarted(String nextPhase, String text) {
        phase = nextPhase.isEmpty() ? phase : nextPhase;
        step = text;
        sentence = text;
    }

    /** A hook before or after the sentences begins. */
    void hookStarted(String nextPhase, String title) {
        phase = nextPhase;
        step = title;
    }

    /**
     * A step or hook has ended: writes what happened in it to the trace file.
     *
     * @return its rows, masked, for whoever shows them
     */
    List<TraceRow> stepFinished(io.cucumber.plugin.event.Status status, Classification classification) {
        List<TraceRow> drainedRows = drain();
        if (classification.verdict() != Verdict.PASSED) {
            notPassed.add(new Ended(status, classification, phase, sentence, lastApdu));
        }
        return drainedRows;
    }

    /** Rows of events since the last drain, also written to the trace file. */
    List<TraceRow> drain() {
        List<Journal.Entry> entries = journal.drainSince(drained);
        drained += entries.size();
        List<TraceRow> drainedRows =
                entries.stream().map(e -> rows.row(e, step)).toList();
        for (TraceRow r : drainedRows) {
            if (r.type().equals("apdu")) {
                lastApdu = r.seq();
                apdus++;
            }
        }
        run.folder().appendTrace(traceFile(), drainedRows);
        return drainedRows;
    }

    /**
     * The scenario has ended.
     *
     * @param status Cucumber's; the first step that ended so decides the verdict
     * @param whole Cucumber's result classified, for a scenario of which no step ended so
     */
    ResultRow finished(io.cucumber.plugin.event.Status status, Classification whole) {
        Optional<Ended> decisive = notPassed.stream()
                .filter(e -> e.status == status && e.classification.verdict() != Verdict.PASSED)
                .findFirst();
        Classification end = withDevices(decisive.map(Ended::classification).orElse(whole));
        ResultRow result = new ResultRow(
                info.id(),
                info.file(),
                info.line(),
                info.kind(),
                info.requirements(),
                end.verdict(),
                end.cause(),
                decisive.map(Ended::phase),
                decisive.map(Ended::sentence).filter(s -> !s.isEmpty()).map(run.masker()::text),
                run.masker().text(end.message()),
                decisive.map(Ended::apdu),
                run.settings().seed(),
                attempt,
                Math.round((System.nanoTime() - startNanos) / 1e6) / 1e3,
                traceFile());
        row = result;
        run.finished(result, info, taps(), status, apdus);
        return result;
    }

    /** The taps at the terminal so far. */
    List<Tap> taps() {
        return Tap.of(journal.events());
    }

    /** The requirements that it is about, as the catalogue has them. */
    public List<Requirement> requirements() {
        return run.settings().requirements().stream()
                .filter(r -> info.requirements().contains(r.id()))
                .toList();
    }

    /** The row of the ended scenario; empty while it runs. */
    public Optional<ResultRow> row() {
        return Optional.ofNullable(row);
    }

    private String traceFile() {
        return "trace/" + info.id() + (attempt == 1 ? "" : ".attempt-" + attempt) + ".ndjson";
    }
}

package dev.tapbench.reports;

import dev.tapbench.ports.trace.Trace;
import dev.tapbench.ports.trace.TraceEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All events of one scenario in the order in which they were recorded. Any thread may record; evidence is drained on the
 * scenario's own thread. Holds clear values: whoever writes masks before.
 */
public final class Journal implements Trace {
    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();

    /** @param clock the bench's, for the time of each entry */
    public Journal(Clock clock) {
        this.clock = clock;
    }

    /**
     * One event.
     *
     * @param seq ordinal in the scenario, from 1 without gaps
     * @param time when it was recorded
     */
    public record Entry(int seq, Instant time, TraceEvent event) {}

    @Override
    public synchronized void record(TraceEvent event) {
        entries.add(new Entry(entries.size() + 1, clock.instant(), event));
    }

    /** The number of entries so far: entries recorded from now on have a higher {@code seq}. */
    public synchronized int mark() {
        return entries.size();
    }

    /** The entries whose {@code seq} is higher than the mark, in order. */
    public synchronized List<Entry> drainSince(int mark) {
        return List.copyOf(entries.subList(mark, entries.size()));
    }

    /** All entries. */
    public List<Entry> entries() {
        return drainSince(0);
    }

    /** All events, without number and time: what predicates judge. */
    public List<TraceEvent> events() {
        return entries().stream().map(Entry::event).toList();
    }
}

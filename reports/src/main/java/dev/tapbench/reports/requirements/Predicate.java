package dev.tapbench.reports.requirements;

import dev.tapbench.ports.trace.TraceEvent;
import java.util.List;

/** Says over a trace whether a requirement was shown, or its violation refused. Evaluated when a scenario passed. */
public interface Predicate {
    /** Its identifier: {@code L-07}. */
    String requirement();

    /** Whether the behaviour happened, in order, and nothing violated it. */
    Finding shows(List<TraceEvent> events);

    /** Whether a violation was attempted and did not take effect. */
    Finding refuses(List<TraceEvent> events);
}

package dev.tapbench.reports;

import java.util.List;
import java.util.Optional;

/**
 * One line of results.ndjson: one attempt of one scenario. Texts are masked.
 *
 * @param kind shows, refuses or other
 * @param phase where it did not pass: setup, precondition, action, check, teardown
 * @param step the sentence at which it did not pass, or after which
 * @param apdu number in the trace of the last APDU before it did not pass
 * @param seed the run's; with {@code --only id} it repeats the scenario
 * @param attempt from 1
 * @param seconds wall time
 * @param trace file of the trace, relative to the run's folder
 */
public record ResultRow(
        String id,
        String file,
        int line,
        String kind,
        List<String> requirements,
        Verdict verdict,
        Optional<Cause> cause,
        Optional<String> phase,
        Optional<String> step,
        String message,
        Optional<Integer> apdu,
        long seed,
        int attempt,
        double seconds,
        String trace) {
    public ResultRow {
        requirements = List.copyOf(requirements);
    }
}

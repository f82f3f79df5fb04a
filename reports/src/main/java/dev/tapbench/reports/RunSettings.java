package dev.tapbench.reports;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run is, before it starts.
 *
 * @param runs the folder that gets a folder for this run; normally {@code reports/runs}
 * @param keep how many runs to keep, this one included; 0 keeps all
 * @param seed of all randomness
 * @param bench target by device: {@code reader}, {@code hsm}
 * @param capabilities labels of what the opened devices can do
 * @param digests SHA-256 in hexadecimal of {@code tool}, {@code features}, {@code applet}
 * @param scope requirements that must be shown whatever was selected: all for {@code test}, none for {@code certify}
 * @param unrefusable those of the scope of which no violation can be attempted: the others have to be refused as well
 * @param gates what does not hold before anything has run, one sentence each; none for {@code certify}
 * @param requirements all that there are, in the order of their catalogue
 * @param versions of Tapbench and what it runs on, and what else the reader of a report has to know, by name
 * @param faults per requirement how many faulty devices exist and how many were caught; normally empty
 * @param clock the bench's wall clock
 */
public record RunSettings(
        Path runs,
        int keep,
        long seed,
        Map<String, String> bench,
        List<String> capabilities,
        Map<String, String> digests,
        Set<String> scope,
        Set<String> unrefusable,
        List<String> gates,
        List<Requirement> requirements,
        Map<String, String> versions,
        Map<String, FaultCount> faults,
        Clock clock) {
    public RunSettings {
        bench = Map.copyOf(bench);
        capabilities = List.copyOf(capabilities);
        digests = Map.copyOf(digests);
        scope = Set.copyOf(scope);
        unrefusable = Set.copyOf(unrefusable);
        gates = List.copyOf(gates);
        requirements = List.copyOf(requirements);
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        faults = Map.copyOf(faults);
        if (keep < 0) {
            throw new IllegalArgumentException("keep must be 0 (all) or the number of runs to keep, not " + keep);
        }
    }

    /** The same run in another folder. */
    public RunSettings in(Path folder) {
        return new RunSettings(
                folder,
                keep,
                seed,
                bench,
                capabilities,
                digests,
                scope,
                unrefusable,
                gates,
                requirements,
                versions,
                faults,
                clock);
    }

    /** Faulty devices of one requirement. */
    public record FaultCount(int faults, int caught) {}
}

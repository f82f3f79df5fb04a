package dev.tapbench.reports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * summary.json, schema {@code tapbench.certify/1}.
 *
 * @param verdict passed, failed, broken, gate or interrupted
 * @param requirements counts by requirement, for those of the selected scenarios and of the run's scope
 * @param gates what does not hold although nothing failed or broke, one sentence each
 * @param troubles what went wrong with the bench outside of all scenarios, one sentence each
 * @param cucumber Cucumber's own count by its own status
 * @param allure the report's count; null in the file without a report
 * @param seconds wall time of the run
 */
public record Summary(
        String schema,
        String verdict,
        Scenarios scenarios,
        Map<String, RequirementCount> requirements,
        List<String> gates,
        List<String> troubles,
        Bench bench,
        Map<String, String> digests,
        long seed,
        int apdus,
        Map<String, Integer> cucumber,
        Optional<StatusCounts> allure,
        double seconds) {
    /** The schema's name and version. */
    public static final String SCHEMA = "tapbench.certify/1";

    public record Scenarios(int selected, int passed, int failed, int broken, int skipped) {}

    /**
     * How often a requirement was evidenced.
     *
     * @param shows passed scenarios that show it
     * @param refuses passed scenarios in which a violation was refused
     * @param faults faulty devices that break it
     * @param caught those that a run rejected
     */
    public record RequirementCount(int shows, int refuses, int faults, int caught) {}

    public record Bench(Map<String, String> targets, List<String> capabilities) {}

    /** The exit status of the contract: 0 passed, 1 failed, 2 broken, 3 a gate does not hold, 130 interrupted. */
    @JsonIgnore
    public int exitStatus() {
        return switch (verdict) {
            case "passed" -> 0;
            case "failed" -> 1;
            case "broken" -> 2;
            case "gate" -> 3;
            default -> 130;
        };
    }
}

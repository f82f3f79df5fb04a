package dev.tapbench.reports.requirements;

import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds a scenario to its requirement tags. */
public final class RequirementCheck {
    private RequirementCheck() {}

    /**
     * What its tags promise and its trace does not bear out.
     *
     * @param kind shows, refuses or other
     * @param requirements of its tags
     * @return one sentence each; empty when all is well
     */
    public static List<String> of(String kind, List<String> requirements, List<TraceEvent> events) {
        List<String> faults = new ArrayList<>();
        if (!requirements.isEmpty() && kind.equals("other")) {
            faults.add("the scenario names requirements, but neither @shows nor @refuses: add one");
            return faults;
        }
        if (requirements.size() > 4) {
            faults.add(
                    "the scenario names " + requirements.size() + " requirements: at most 4, or it shows none clearly");
        }
        Map<String, Predicate> predicates = Predicates.all();
        for (String requirement : requirements) {
            Predicate predicate = predicates.get(requirement);
            if (predicate == null) {
                faults.add("requirement " + requirement + " has no predicate yet: no scenario can claim it");
                continue;
            }
            Finding finding = kind.equals("shows") ? predicate.shows(events) : predicate.refuses(events);
            if (!finding.holds()) {
                faults.add("the trace does not bear out @" + requirement + " @" + kind + ": " + finding.reason());
            }
        }
        return faults;
    }
}

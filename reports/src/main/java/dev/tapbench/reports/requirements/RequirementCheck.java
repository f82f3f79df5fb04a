package dev.tapbench.reports.requirements;

import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds a scenario to its requirement tags. What is wrong is told apart by whose fault it is: a tag that the story does not
 * bear out is the scenario's; a story in which something took effect that must not is the product's, even where no sentence
 * of the scenario looked at it.
 *
 * @param violations of requirements by the product; one sentence each
 * @param falseTags what the scenario claims wrongly; one sentence each
 */
public record RequirementCheck(List<String> violations, List<String> falseTags) {
    public RequirementCheck {
        violations = List.copyOf(violations);
        falseTags = List.copyOf(falseTags);
    }

    /**
     * Compares what its tags promise with its trace.
     *
     * @param kind shows, refuses or other
     * @param requirements of its tags
     */
    public static RequirementCheck of(String kind, List<String> requirements, List<TraceEvent> events) {
        List<String> violations = new ArrayList<>();
        List<String> falseTags = new ArrayList<>();
        if (!requirements.isEmpty() && kind.equals("other")) {
            falseTags.add("the scenario names requirements, but neither @shows nor @refuses: add one");
            return new RequirementCheck(violations, falseTags);
        }
        if (requirements.size() > 4) {
            falseTags.add(
                    "the scenario names " + requirements.size() + " requirements: at most 4, or it shows none clearly");
        }
        Map<String, Predicate> predicates = Predicates.all();
        for (String requirement : requirements) {
            Predicate predicate = predicates.get(requirement);
            if (predicate == null) {
                falseTags.add("requirement " + requirement + " has no predicate yet: no scenario can claim it");
                continue;
            }
            Finding finding = kind.equals("shows") ? predicate.shows(events) : predicate.refuses(events);
            if (finding.violated()) {
                violations.add("requirement " + requirement + " is violated: " + finding.reason());
            } else if (!finding.holds()) {
                falseTags.add("the trace does not bear out @" + requirement + " @" + kind + ": " + finding.reason());
            }
        }
        return new RequirementCheck(violations, falseTags);
    }
}

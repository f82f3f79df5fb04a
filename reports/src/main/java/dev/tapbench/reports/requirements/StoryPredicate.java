package dev.tapbench.reports.requirements;

import dev.tapbench.ports.trace.TraceEvent;
import java.util.List;
import java.util.function.Function;

/**
 * A predicate over the stories of a trace: shown when one story shows it and none violates it, refused when a violation was
 * attempted in one story and took effect in none. The three functions answer with the empty string where all is well, and
 * otherwise with what is not, for people.
 *
 * @param subject what a story is: {@code load}
 * @param stories takes the trace apart
 * @param missing what a story lacks to show the behaviour, in order
 * @param unattempted what a story lacks to be an attempt against it
 * @param violation what took effect although it must not
 */
record StoryPredicate<S>(
        String requirement,
        String subject,
        Function<List<TraceEvent>, List<S>> stories,
        Function<S, String> missing,
        Function<S, String> unattempted,
        Function<S, String> violation)
        implements Predicate {
    @Override
    public Finding shows(List<TraceEvent> events) {
        return judge(events, missing);
    }

    @Override
    public Finding refuses(List<TraceEvent> events) {
        return judge(events, unattempted);
    }

    private Finding judge(List<TraceEvent> events, Function<S, String> lack) {
        List<S> all = stories.apply(events);
        if (all.isEmpty()) {
            return Finding.no("there is no " + subject + " in the trace");
        }
        for (S story : all) {
            String violated = violation.apply(story);
            if (!violated.isEmpty()) {
                return Finding.violation(violated);
            }
        }
        String lacking = "";
        for (S story : all) {
            lacking = lack.apply(story);
            if (lacking.isEmpty()) {
                return Finding.yes("borne out by a " + subject + " of the trace");
            }
        }
        return Finding.no(lacking);
    }
}

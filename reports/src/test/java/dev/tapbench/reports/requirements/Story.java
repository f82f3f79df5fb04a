package dev.tapbench.reports.requirements;

import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A trace whose events have names, so that a test can take one out, change it or exchange two. */
final class Story {
    private record Named(String name, TraceEvent event) {}

    private final List<Named> events = new ArrayList<>();

    Story then(String name, TraceEvent event) {
        if (events.stream().anyMatch(e -> e.name.equals(name))) {
            throw new IllegalArgumentException("two events are called " + name);
        }
        events.add(new Named(name, event));
        return this;
    }

    private int place(String name) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).name.equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no event is called " + name);
    }

    private Story copy() {
        Story copy = new Story();
        copy.events.addAll(events);
        return copy;
    }

    Story without(String... names) {
        Story copy = copy();
        for (String name : names) {
            copy.events.remove(copy.place(name));
        }
        return copy;
    }

    /** From the named event on, nothing. */
    Story endingBefore(String name) {
        Story copy = copy();
        copy.events.subList(copy.place(name), copy.events.size()).clear();
        return copy;
    }

    Story swapped(String first, String second) {
        Story copy = copy();
        java.util.Collections.swap(copy.events, place(first), place(second));
        return copy;
    }

    Story with(String name, TraceEvent other) {
        Story copy = copy();
        copy.events.set(place(name), new Named(name, other));
        return copy;
    }

    <T extends TraceEvent> Story changed(String name, Class<T> kind, UnaryOperator<T> change) {
        return with(name, change.apply(kind.cast(events.get(place(name)).event)));
    }

    Story before(String name, String newName, TraceEvent event) {
        Story copy = copy();
        copy.events.add(place(name), new Named(newName, event));
        return copy;
    }

    /** This story, then another. */
    Story followedBy(Story other) {
        Story copy = copy();
        other.events.forEach(e -> copy.events.add(new Named("second " + e.name, e.event)));
        return copy;
    }

    List<TraceEvent> events() {
        return events.stream().map(Named::event).toList();
    }
}

package dev.tapbench.ports.trace;

/** Where events go, in the order in which they happen. Given to parties by constructor; they know nothing of reports. */
@FunctionalInterface
public interface Trace {
    void record(TraceEvent event);

    /** Keeps nothing. */
    static Trace none() {
        return event -> {};
    }
}

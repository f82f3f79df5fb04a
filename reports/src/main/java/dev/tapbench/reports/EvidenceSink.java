package dev.tapbench.reports;

import io.cucumber.plugin.ConcurrentEventListener;

/** Where evidence is shown beside Cucumber's steps. */
public interface EvidenceSink {
    /** Writes the results; it is registered between our own handlers, so that it finds the step current and the verdict known. */
    ConcurrentEventListener results();

    /**
     * Shows evidence in the step, hook or scenario that is current on the calling thread.
     *
     * @param html a page of its own, without scripts, already masked
     */
    void attach(String title, String html);
}

package dev.tapbench.parties.terminal;

import dev.tapbench.parties.messages.HostMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of a terminal outlives the loss of its power: a new {@link Terminal} with the memory of another is that other one,
 * switched off and on.
 */
public final class TerminalMemory {
    private static final int LAST_TRACE_NUMBER = 999_999;

    private int traceNumber;
    /** Advices that the host has not answered yet, oldest first. */
    final Deque<HostMessage> waiting = new ArrayDeque<>();
    /** The reversals of requests that are under way, by retrieval reference (DE37). */
    final Map<String, HostMessage> underWay = new LinkedHashMap<>();

    /** The next trace number (DE11), 1 to 999999 and then from 1 again. */
    int nextTraceNumber() {
        traceNumber = traceNumber % LAST_TRACE_NUMBER + 1;
        return traceNumber;
    }
}

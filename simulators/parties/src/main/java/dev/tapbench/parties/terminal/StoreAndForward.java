package dev.tapbench.parties.terminal;

import dev.tapbench.parties.messages.HostMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Advices that the host has not answered yet, oldest first. Kept in memory: a terminal that loses power loses them. */
final class StoreAndForward {
    private final HostDialogue host;
    private final Deque<HostMessage> waiting = new ArrayDeque<>();

    StoreAndForward(HostDialogue host) {
        this.host = host;
    }

    void store(HostMessage advice) {
        waiting.addLast(advice);
    }

    int size() {
        return waiting.size();
    }

    /** Sends what waits, as repeats where it was sent before; stops at the first that stays unanswered. */
    List<HostMessage> forward() {
        List<HostMessage> answers = new ArrayList<>();
        while (!waiting.isEmpty()) {
            HostMessage advice = waiting.removeFirst();
            if (host.exchange(advice) instanceof HostDialogue.Answer.Trusted trusted) {
                answers.add(trusted.message());
            } else {
                waiting.addFirst(advice.asRepeat());
                return answers;
            }
        }
        return answers;
    }
}

package dev.tapbench.parties.terminal;

import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What the host has to hear in any case: advices that it has not answered yet, and for as long as a request is under way its
 * reversal. All of it is in memory that outlives the power, so that a terminal that loses its power in the middle of a
 * transaction takes it back when it has power again.
 */
final class StoreAndForward {
    private static final int RETRIEVAL_REFERENCE = 37;

    private final HostDialogue host;
    private final TerminalMemory memory;

    /** The power is on: whatever was under way when it went is taken back. */
    StoreAndForward(HostDialogue host, TerminalMemory memory) {
        this.host = host;
        this.memory = memory;
        memory.waiting.addAll(memory.underWay.values());
        memory.underWay.clear();
    }

    void store(HostMessage advice) {
        memory.waiting.addLast(advice);
    }

    /** Before a request is sent: from now on its reversal goes out unless {@link #settled} or {@link #reverse} comes first. */
    void underWay(HostMessage reversal) {
        memory.underWay.put(reversal.require(RETRIEVAL_REFERENCE), reversal);
    }

    /** The issuer has heard, or will hear by an advice that is stored, what came of the request. */
    void settled(HostMessage request) {
        memory.underWay.remove(request.require(RETRIEVAL_REFERENCE));
    }

    /**
     * The request is taken back.
     *
     * @param cardsWord the card's AAC as DE55; empty where it gave none
     */
    void reverse(HostMessage request, Bytes cardsWord) {
        HostMessage reversal = memory.underWay.get(request.require(RETRIEVAL_REFERENCE));
        if (reversal == null) {
            throw new IllegalStateException("no request is under way that could be taken back");
        }
        store(reversal.withChipData(cardsWord));
        settled(request);
    }

    int size() {
        return memory.waiting.size();
    }

    /** Sends what waits, as repeats where it was sent before; stops at the first that stays unanswered. */
    List<HostMessage> forward() {
        List<HostMessage> answers = new ArrayList<>();
        while (!memory.waiting.isEmpty()) {
            HostMessage advice = memory.waiting.getFirst();
            if (!(host.exchange(advice) instanceof HostDialogue.Answer.Trusted trusted)) {
                memory.waiting.removeFirst();
                memory.waiting.addFirst(advice.asRepeat());
                return answers;
            }
            memory.waiting.removeFirst();
            answers.add(trusted.message());
        }
        return answers;
    }
}

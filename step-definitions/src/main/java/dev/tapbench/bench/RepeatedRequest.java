package dev.tapbench.bench;

import dev.tapbench.parties.messages.MessageException;
import dev.tapbench.parties.messages.MotapsService;
import dev.tapbench.parties.messages.PreparedData;
import dev.tapbench.parties.messages.PreparedDataRequest;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.reports.Journal;
import java.util.Map;

/** Somebody at the TSP who repeats its last request to MOTAPS, word by word, to make the same card once more. */
public final class RepeatedRequest {
    private final MotapsService motaps;
    private final Journal trace;

    public RepeatedRequest(MotapsService motaps, Journal trace) {
        this.motaps = motaps;
        this.trace = trace;
    }

    /** Whether MOTAPS hands the data out; if so, that is in the trace as what the TSP received. */
    public boolean handsOut() {
        MessagePassed earlier = trace.events().stream()
                .filter(MessagePassed.class::isInstance)
                .map(MessagePassed.class::cast)
                .filter(message -> message.type() == MessageType.PREPARED_DATA_REQUEST)
                .reduce((first, later) -> later)
                .orElseThrow(() -> new IllegalStateException("no data was asked for before: a card comes first"));
        int number = Integer.parseInt(earlier.fields().getOrDefault("number", "0"));
        try {
            PreparedData data = motaps.deliver(new PreparedDataRequest(earlier.session(), number));
            trace.record(new MessagePassed(
                    Party.MOTAPS, Party.TSP, MessageType.PREPARED_DATA, data.session(), "", Map.of()));
            return true;
        } catch (MessageException refused) {
            return false;
        }
    }
}

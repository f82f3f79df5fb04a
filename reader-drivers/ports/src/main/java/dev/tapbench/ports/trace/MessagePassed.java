package dev.tapbench.ports.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message that reached its receiver; recorded by the receiver.
 *
 * @param session what binds the messages of one business case: personalization session, or STAN and terminal
 * @param destination network address where it went over a network, otherwise empty
 * @param fields what it says, by name; binary values in hexadecimal
 */
public record MessagePassed(
        Party from, Party to, MessageType type, String session, String destination, Map<String, String> fields)
        implements TraceEvent {
    public MessagePassed {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}

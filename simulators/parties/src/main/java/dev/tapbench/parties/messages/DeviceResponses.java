package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;
import java.util.List;

/**
 * R-APDUs of the device (P-10, P-13), status words included.
 *
 * @param responses one for each command that was sent; fewer than commands where the device refused one or was removed
 * @param interruption why the device can no longer be reached, in a sentence; empty while it can
 */
public record DeviceResponses(String session, int number, List<Bytes> responses, String interruption)
        implements SessionMessage {
    public DeviceResponses {
        responses = List.copyOf(responses);
    }
}

package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;
import java.util.List;

/**
 * C-APDUs for the device (P-09, P-12). The personalization device sends them in order and stops after the first response
 * whose status word is not 9000.
 *
 * @param purpose what they are for; it also says over which of the device's interfaces they go
 */
public record DeviceCommands(String session, int number, Purpose purpose, List<Bytes> commands)
        implements DeviceInstruction {
    /** What a batch of commands is for. */
    public enum Purpose {
        /** Select an application and open a secure channel: the device names its key and its diversification data. */
        PROBE,
        /** Authenticate and load, in the activation of the probe. */
        PERSONALIZE,
        /** The closing cryptogram, in an activation of its own; for a phone over its contactless interface. */
        CONFIRM
    }

    public DeviceCommands {
        commands = List.copyOf(commands);
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("a batch of commands must not be empty");
        }
    }
}

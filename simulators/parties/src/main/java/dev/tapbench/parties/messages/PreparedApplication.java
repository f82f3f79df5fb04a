package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;
import java.util.List;

/**
 * The data of one application.
 *
 * @param aid its instance AID
 * @param groups its data groups, in the order in which they are loaded
 */
public record PreparedApplication(Bytes aid, List<DataGroup> groups) {
    public PreparedApplication {
        groups = List.copyOf(groups);
    }
}

package dev.tapbench.parties.messages;

import dev.tapbench.ports.card.Card;

/** The personalization device's side of the flow: runs a batch of commands on the device that lies in its encoder. */
@FunctionalInterface
public interface DeviceChannel {
    /**
     * Sends the commands in order, up to the first that the device refuses.
     *
     * @return one response for each command sent; a device that was removed is told as an interruption, not thrown
     * @throws dev.tapbench.ports.DeviceException when the reader failed
     */
    DeviceResponses run(Card card, DeviceCommands commands);
}

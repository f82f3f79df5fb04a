package dev.tapbench.parties.personalization;

import dev.tapbench.parties.messages.DeviceChannel;
import dev.tapbench.parties.messages.DeviceCommands;
import dev.tapbench.parties.messages.DeviceCommands.Purpose;
import dev.tapbench.parties.messages.DeviceResponses;
import dev.tapbench.parties.messages.OncePerMessage;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a personalization device that holds the blank and talks to it. Probing and loading share one activation; the
 * closing cryptogram is taken in an activation of its own, over the contactless reader: what it proves is in non-volatile
 * memory, and a phone pays over no other interface.
 */
final class Encoder implements DeviceChannel, AutoCloseable {
    private static final int SW_LENGTH = 2;
    private static final Bytes OK = Bytes.of(0x90, 0x00);

    private final Reader loading;
    private final Reader contactless;
    private final OncePerMessage<DeviceCommands, DeviceResponses> once = new OncePerMessage<>();
    private @Nullable CardLink link;
    private boolean confirming;

    Encoder(Reader loading, Reader contactless) {
        this.loading = loading;
        this.contactless = contactless;
    }

    @Override
    public DeviceResponses run(Card card, DeviceCommands commands) {
        return once.answer(commands, c -> send(card, c));
    }

    private DeviceResponses send(Card card, DeviceCommands commands) {
        List<Bytes> responses = new ArrayList<>();
        String interruption = "";
        try {
            CardLink open = linkFor(card, commands.purpose());
            for (Bytes command : commands.commands()) {
                Bytes response = Bytes.of(open.transmit(command.toArray()));
                responses.add(response);
                if (response.length() < SW_LENGTH
                        || !response.from(response.length() - SW_LENGTH).equals(OK)) {
                    break;
                }
            }
        } catch (CardRemovedException e) {
            interruption = "the device was removed after " + responses.size() + " of "
                    + commands.commands().size() + " commands: " + e.getMessage();
            close();
        }
        // An instruction answers message n of the device; the device's next message is n + 1.
        return new DeviceResponses(commands.session(), commands.number() + 1, responses, interruption);
    }

    private CardLink linkFor(Card card, Purpose purpose) {
        boolean confirm = purpose == Purpose.CONFIRM;
        if (confirm != confirming) {
            close();
            confirming = confirm;
        }
        CardLink open = link;
        if (open == null) {
            open = (confirm ? contactless : loading).tap(card);
            link = open;
        }
        return open;
    }

    /** Lets go of the blank. */
    @Override
    public void close() {
        CardLink open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }
}
